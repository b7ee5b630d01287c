// Sequences, tasks and gateways. The form of a case is said in cases.mjs.

import { one } from "./answer.mjs";

export default [
  ["a sequence", `
    start begin
    task prepare
    user sign
    end done
    f1: begin -> prepare
    f2: prepare -> sign
    f3: sign -> done`, { "to its end": [{}, [one("sign")]], waiting: [{}, []] }],
  ["a manual task", `
    start begin
    manual file
    end done
    f1: begin -> file
    f2: file -> done`, { "nobody answers": [{}, []] }],
  ["an exclusive gateway", `
    start begin
    xor choose f4
    task large
    task larger
    task small
    xor merge
    end done
    f1: begin -> choose
    f2: choose -> large if amount > 100
    f3: choose -> larger if amount > 1000
    f4: choose -> small
    f5: large -> merge
    f6: larger -> merge
    f7: small -> merge
    f8: merge -> done`, {
    "one condition is true": [{ amount: 500 }, []],
    "two are true": [{ amount: 5000 }, []],
    "none is true": [{ amount: 5 }, []],
  }],
  ["an exclusive gateway without a default", `
    start begin
    xor choose
    task large
    end done
    end other
    f1: begin -> choose
    f2: choose -> large if amount > 100
    f3: large -> done
    f4: choose -> other if amount < 10`, {
    "one condition is true": [{ amount: 5 }, []],
    "no condition is true": [{ amount: 50 }, []],
  }],
  ["a parallel gateway", `
    start begin
    and fork
    user legal
    user finance
    and join
    task archive
    end done
    f1: begin -> fork
    f2: fork -> legal
    f3: fork -> finance
    f4: legal -> join
    f5: finance -> join
    f6: join -> archive
    f7: archive -> done`, {
    "both answer": [{}, [one("legal"), one("finance")]],
    "in the other order": [{}, [one("finance"), one("legal")]],
    "one answers": [{}, [one("finance")]],
  }],
  ["a fork that is not joined", `
    start begin
    and fork
    task one
    task two
    end first
    end second
    f1: begin -> fork
    f2: fork -> one
    f3: fork -> two
    f4: one -> first
    f5: two -> second`, { "to both ends": [{}, []] }],
  ["forks within forks", `
    start begin
    and fork
    and inner
    task a
    task b
    task c
    and innerjoin
    and join
    end done
    f1: begin -> fork
    f2: fork -> inner
    f3: inner -> a
    f4: inner -> b
    f5: a -> innerjoin
    f6: b -> innerjoin
    f7: innerjoin -> join
    f8: fork -> c
    f9: c -> join
    f10: join -> done`, { "to its end": [{}, []] }],
  ["two flows out of a task", `
    start begin
    task split
    task a
    task b
    end done
    f1: begin -> split
    f2: split -> a
    f3: split -> b
    f4: a -> done
    f5: b -> done`, { "a token each": [{}, []] }],
  ["two tokens into a task", `
    start begin
    and fork
    task a
    task b
    task after
    end done
    f1: begin -> fork
    f2: fork -> a
    f3: fork -> b
    f4: a -> after
    f5: b -> after
    f6: after -> done`, { "it runs for each": [{}, []] }],
  ["two tokens into an exclusive gateway", `
    start begin
    and fork
    user a
    user b
    xor merge
    task after
    end done
    f1: begin -> fork
    f2: fork -> a
    f3: fork -> b
    f4: a -> merge
    f5: b -> merge
    f6: merge -> after
    f7: after -> done`, {
    "it lets each pass": [{}, [one("a"), one("b")]],
    "it waits for none": [{}, [one("a")]],
  }],
  ["an inclusive gateway", `
    start begin
    or fork f5
    user legal
    user finance
    task quick
    or join
    end done
    f1: begin -> fork
    f2: fork -> legal if contract
    f3: fork -> finance if amount > 100
    f4: legal -> join
    f5: fork -> quick
    f6: finance -> join
    f7: quick -> join
    f8: join -> done`, {
    both: [{ contract: true, amount: 500 }, [one("legal"), one("finance")]],
    "both, one of them answers": [{ contract: true, amount: 500 }, [one("legal")]],
    one: [{ contract: false, amount: 500 }, [one("finance")]],
    otherwise: [{ contract: false, amount: 5 }, []],
  }],
  ["an inclusive gateway without a default", `
    start begin
    or fork
    task a
    task b
    end done
    f1: begin -> fork
    f2: fork -> a if amount > 100
    f3: fork -> b if amount > 10
    f4: a -> done
    f5: b -> done`, {
    both: [{ amount: 500 }, []],
    none: [{ amount: 5 }, []],
  }],
  ["a loop back", `
    start begin
    xor again
    user review
    xor decide f5
    end done
    f1: begin -> again
    f2: again -> review
    f3: review -> decide
    f4: decide -> again if more
    f5: decide -> done`, {
    once: [{ more: false }, [one("review")]],
    "three times": [
      { more: true },
      [one("review"), one("review"), one("review", "complete", { more: false })],
    ],
  }],
];
