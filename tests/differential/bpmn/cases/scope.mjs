// Sub-processes, and what leaves them: errors, escalations, ends that terminate. The form of a case is said in cases.mjs.

import { one } from "./answer.mjs";

export default [
  ["a sub-process", `
    start begin
    sub inside
    start innerbegin
    and fork
    task a
    user b
    end innerend
    g1: innerbegin -> fork
    g2: fork -> a
    g3: fork -> b
    g4: a -> innerend
    g5: b -> innerend
    endsub
    task after
    end done
    f1: begin -> inside
    f2: inside -> after
    f3: after -> done`, {
    "to its end": [{}, [one("b")]],
    "until its last token ends": [{}, []],
  }],
  ["an error that is caught", `
    start begin
    sub inside
    start innerbegin
    xor choose g3
    errorEnd failed E1
    end innerend
    g1: innerbegin -> choose
    g2: choose -> failed if bad
    g3: choose -> innerend
    endsub
    onError caught inside E1
    task repair
    end done
    end repaired
    f1: begin -> inside
    f2: inside -> done
    f3: caught -> repair
    f4: repair -> repaired`, {
    "it is thrown": [{ bad: true }, []],
    "it is not": [{ bad: false }, []],
  }],
  ["an error that any code catches", `
    start begin
    sub inside
    start innerbegin
    errorEnd failed E2
    g1: innerbegin -> failed
    endsub
    onError caught inside
    end done
    end repaired
    f1: begin -> inside
    f2: inside -> done
    f3: caught -> repaired`, { "it is thrown": [{}, []] }],
  ["an error of another code", `
    start begin
    sub inside
    start innerbegin
    errorEnd failed E2
    g1: innerbegin -> failed
    endsub
    onError caught inside E1
    end done
    end repaired
    f1: begin -> inside
    f2: inside -> done
    f3: caught -> repaired`, { "nothing catches it": [{}, []] }],
  ["an error that ends other tokens", `
    start begin
    sub inside
    start innerbegin
    and fork
    user waits
    errorEnd failed E1
    end innerend
    g1: innerbegin -> fork
    g2: fork -> waits
    g3: fork -> failed
    g4: waits -> innerend
    endsub
    onError caught inside E1
    end done
    end repaired
    f1: begin -> inside
    f2: inside -> done
    f3: caught -> repaired`, { "the sub-process is left": [{}, []] }],
  ["an end that terminates", `
    start begin
    and fork
    user waits
    task quick
    terminate stop
    end done
    f1: begin -> fork
    f2: fork -> waits
    f3: fork -> quick
    f4: quick -> stop
    f5: waits -> done`, { "nothing waits any more": [{}, []] }],
  ["an end that terminates a sub-process", `
    start begin
    sub inside
    start innerbegin
    and fork
    user waits
    terminate stop
    end innerend
    g1: innerbegin -> fork
    g2: fork -> waits
    g3: fork -> stop
    g4: waits -> innerend
    endsub
    task after
    end done
    f1: begin -> inside
    f2: inside -> after
    f3: after -> done`, { "the process goes on": [{}, []] }],
  ["an escalation", `
    start begin
    sub inside
    start innerbegin
    escalate raise X1
    task goon
    end innerend
    g1: innerbegin -> raise
    g2: raise -> goon
    g3: goon -> innerend
    endsub
    onEscalationBeside heard inside X1
    end done
    end told
    f1: begin -> inside
    f2: inside -> done
    f3: heard -> told`, { "the sub-process goes on": [{}, []] }],
];
