// Events: timers, messages, event-based gateways. The form of a case is said in cases.mjs.

import { one } from "./answer.mjs";

export default [
  ["a deadline", `
    start begin
    user sign
    onTimer late sign
    task remind
    end done
    end escalated
    f1: begin -> sign
    f2: sign -> done
    f3: late -> remind
    f4: remind -> escalated`, {
    "it passes": [{}, [one("late", "fire")]],
    "it is met": [{}, [one("sign")]],
  }],
  ["a reminder", `
    start begin
    user sign
    onTimerBeside late sign
    task remind
    end done
    end reminded
    f1: begin -> sign
    f2: sign -> done
    f3: late -> remind
    f4: remind -> reminded`, {
    "it comes, and the task goes on": [{}, [one("late", "fire"), one("sign")]],
    "it comes, and the task waits": [{}, [one("late", "fire")]],
    "it does not come": [{}, [one("sign")]],
  }],
  ["a pause", `
    start begin
    timer pause
    end done
    f1: begin -> pause
    f2: pause -> done`, { "it passes": [{}, [one("pause", "fire")]], "it lasts": [{}, []] }],
  ["the first of two events", `
    start begin
    eventBased wait
    timer pause
    message note
    task late
    task told
    end done
    f1: begin -> wait
    f2: wait -> pause
    f3: wait -> note
    f4: pause -> late
    f5: note -> told
    f6: late -> done
    f7: told -> done`, {
    "the timer": [{ key: "k" }, [one("pause", "fire")]],
    "the message": [{ key: "k" }, [one("note", "message")]],
    neither: [{ key: "k" }, []],
  }],
  ["a task that receives", `
    start begin
    receive hear
    end done
    f1: begin -> hear
    f2: hear -> done`, { "it is told": [{ key: "k" }, [one("hear", "message")]] }],
  ["an event that does nothing", `
    start begin
    throw milestone
    end done
    f1: begin -> milestone
    f2: milestone -> done`, { "it is passed": [{}, []] }],
];
