// Every recommended rule, as an error, but for those with a reason against them.
"use strict";

module.exports = {
  extends: "solhint:recommended",
  rules: {
    "compiler-version": ["error", "^0.8.24"],
    // forge checks imports by compiling; this rule does not know its remappings.
    "import-path-check": "off",
    // Authors are in git, a title is the contract's name; NatSpec's text stands in the interface and is inherited.
    "use-natspec": "off",
    // `<=` and `<` cost the same after the optimizer; the one that says what is meant is right.
    "gas-strict-inequalities": "off",
    // Three topics are for what people filter by; an amount in a topic saves its sender gas and costs the reader its meaning.
    "gas-indexed-events": "off",
    // Packed words are the market's storage format.
    "no-inline-assembly": "off",
    // A public immutable is read through a getter, which is named like a function.
    "immutable-vars-naming": ["error", { immutablesAsConstants: false }],
    // Constructors have had no visibility since Solidity 0.7.
    "func-visibility": ["error", { ignoreConstructors: true }],
    // A type and the functions on it belong together.
    "one-contract-per-file": "off",
    "function-max-lines": ["error", 60],
    // An empty override or receive function is a decision; the compiler knows unused ones.
    "no-empty-blocks": "off",
    // The long strings are EIP-712 types, hashed by the compiler.
    "gas-small-strings": "off",
    // Most structs are views and arguments, whose order is for readers; storage is laid out by hand.
    "gas-struct-packing": "off",
  },
};
