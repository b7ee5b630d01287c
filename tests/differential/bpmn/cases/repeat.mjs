// Activities that repeat. The form of a case is said in cases.mjs.

import { one } from "./answer.mjs";

export default [
  ["a task for each item", `
    start begin
    each copy 3
    end done
    f1: begin -> copy
    f2: copy -> done`, { "at once": [{}, []] }],
  ["a task for each item, one after another", `
    start begin
    each copy 3 sequential
    end done
    f1: begin -> copy
    f2: copy -> done`, { "one after another": [{}, []] }],
  ["a user task for each item", `
    start begin
    eachUser sign 2
    end done
    f1: begin -> sign
    f2: sign -> done`, {
    "all answer": [{}, [one("sign"), one("sign")]],
    "one answers": [{}, [one("sign")]],
  }],
  ["a user task for each item, one after another", `
    start begin
    eachUser sign 2 sequential
    end done
    f1: begin -> sign
    f2: sign -> done`, {
    "all answer": [{}, [one("sign"), one("sign")]],
    "one answers": [{}, [one("sign")]],
  }],
];
