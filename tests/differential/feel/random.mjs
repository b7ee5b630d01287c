// Seeded random expressions, well typed, over the whole language that both engines have.
//
// INVARIANT: the same seed gives the same expressions. Numbers are small multiples of a quarter and are divided by powers of
// two alone, so that feelin's doubles are exact and only a real disagreement shows. Ranges ascend and compared lists are as
// long as each other: what feelin makes of others is in the corpus.

const GIVEN = {
  n: 6,
  m: -2.5,
  text: "countersign",
  flag: true,
  numbers: [4, -1, 2.5, 7],
  words: ["b", "a", "ab"],
  rows: [
    { key: "x", amount: 10, open: true },
    { key: "y", amount: 2.5, open: false },
  ],
  row: { key: "z", amount: 3, open: true },
};

/** mulberry32: small, and the same everywhere. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomQuestions(count, seed) {
  const random = generator(seed);
  const pick = (items) => items[Math.floor(random() * items.length)];
  const forms = formsOf(pick);
  const make = (kind, depth) => {
    const { leaves, branches } = forms[kind];
    return depth <= 0 || random() < 0.2 ? pick(leaves)() : pick(branches)((inner) => make(inner, depth - 1));
  };
  return Array.from({ length: count }, () => ({ expression: make(pick(Object.keys(forms)), 4), given: GIVEN }));
}

/** How to make each kind of value: from nothing, and from others. */
function formsOf(pick) {
  const whole = () => String(pick([0, 1, 2, 3, 4, 5, 7, 10, 12, 100]));
  return {
    number: {
      leaves: [whole, () => pick(["0.5", "2.25", "10.75"]), () => `-${whole()}`, () => pick(["n", "m", "row.amount"])],
      branches: [
        (make) => `(${make("number")} ${pick(["+", "-", "*"])} ${make("number")})`,
        (make) => `(${make("number")} / ${pick(["2", "4", "0.5", "-8"])})`,
        (make) => `(if ${make("boolean")} then ${make("number")} else ${make("number")})`,
        (make) => `${pick(["sum", "min", "max", "count"])}(${make("numbers")})`,
        (make) => `${pick(["abs", "floor", "ceiling"])}(${make("number")})`,
        (make) => `string length(${make("string")})`,
        (make) => `count(${make("strings")})`,
        (make) => `${make("numbers")}[1]`,
        (make) => `${make("context")}.amount`,
        (make) => `(${make("date")}).${pick(["year", "month", "day", "weekday"])}`,
        (make) => `modulo(${make("number")}, ${pick(["2", "3", "-4", "5"])})`,
      ],
    },
    boolean: {
      leaves: [() => pick(["true", "false", "flag"])],
      branches: [
        (make) => `(${make("boolean")} ${pick(["and", "or"])} ${make("boolean")})`,
        (make) => `not(${make("boolean")})`,
        (make) => `(${make("number")} ${pick(["<", "<=", ">", ">=", "=", "!="])} ${make("number")})`,
        (make) => `(${make("string")} ${pick(["<", ">", "=", "!="])} ${make("string")})`,
        (make) => `(${make("date")} ${pick(["<", "<=", ">", ">=", "=", "!="])} ${make("date")})`,
        (make) => `([${make("number")}, ${make("number")}] = [${make("number")}, ${make("number")}])`,
        (make) => `(${make("number")} between ${pick(["-5", "0", "2.25"])} and ${pick(["2.25", "7", "100"])})`,
        (make) => `(${make("number")} in ${pick(["[", "("])}${pick(["-5..0", "1..3", "2.25..10.75"])}${pick(["]", ")"])})`,
        (make) => `(${make("number")} in (${make("number")}, > ${make("number")}))`,
        (make) => `(some x in ${make("numbers")} satisfies x > ${whole()})`,
        (make) => `(every x in ${make("numbers")} satisfies x <= ${whole()})`,
        (make) => `list contains(${make("numbers")}, ${make("number")})`,
        (make) => `${pick(["contains", "starts with", "ends with"])}(${make("string")}, ${make("string")})`,
        (make) => `(${make("context")} = ${make("context")})`,
      ],
    },
    string: {
      leaves: [() => pick(['""', '"a"', '"ab"', '"B c"', '"é"', "text", "row.key"])],
      branches: [
        (make) => `(${make("string")} + ${make("string")})`,
        (make) => `${pick(["upper case", "lower case"])}(${make("string")})`,
        (make) => `substring(${make("string")}, ${pick(["1", "2", "-1", "-2"])})`,
        (make) => `${pick(["substring before", "substring after"])}(${make("string")}, ${pick(['"a"', '"n"'])})`,
        (make) => `(if ${make("boolean")} then ${make("string")} else ${make("string")})`,
        (make) => `string(${make("number")})`,
        (make) => `string join(${make("strings")}, "-")`,
        (make) => `${make("context")}.key`,
      ],
    },
    numbers: {
      leaves: [() => "numbers", () => "[1, 2, 3]", () => "rows.amount", () => "[0.5]"],
      branches: [
        (make) => `[${make("number")}, ${make("number")}]`,
        (make) => `${make("numbers")}[item > ${make("number")}]`,
        (make) => `(for x in ${make("numbers")} return x + ${make("number")})`,
        (make) => `(for i in 1..${pick(["1", "3", "5"])} return i * ${make("number")})`,
        (make) => `concatenate(${make("numbers")}, ${make("numbers")})`,
        (make) => `append(${make("numbers")}, ${make("number")})`,
        (make) => `reverse(${make("numbers")})`,
        (make) => `distinct values(${make("numbers")})`,
        (make) => `sort(${make("numbers")}, function(a, b) a < b)`,
        (make) => `rows[amount > ${make("number")}].amount`,
        (make) => `union(${make("numbers")}, ${make("numbers")})`,
      ],
    },
    strings: {
      leaves: [() => "words", () => "rows.key", () => '["x"]'],
      branches: [
        (make) => `[${make("string")}, ${make("string")}]`,
        (make) => `(for w in ${make("strings")} return w + ${make("string")})`,
        (make) => `reverse(${make("strings")})`,
      ],
    },
    context: {
      leaves: [() => "row", () => "rows[1]", () => '{key: "k", amount: 1, open: false}'],
      branches: [
        (make) => `{key: ${make("string")}, amount: ${make("number")}, open: ${make("boolean")}}`,
        (make) => `context put(${make("context")}, "amount", ${make("number")})`,
        (make) => `(if ${make("boolean")} then ${make("context")} else ${make("context")})`,
      ],
    },
    date: {
      leaves: [() => pick(['@"2024-02-28"', '@"2023-12-31"', "date(2024, 1, 15)"])],
      branches: [
        (make) => `(${make("date")} + @"P${pick(["1", "30", "366"])}D")`,
        (make) => `(${make("date")} - @"P${pick(["1", "2", "13"])}M")`,
        (make) => `(if ${make("boolean")} then ${make("date")} else ${make("date")})`,
      ],
    },
  };
}
