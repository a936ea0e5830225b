// The OData ABNF as a parser. In: the grammar's text, names that its rules may match. Out: whether a text fits a
// rule, and what in it matched some of the rules.
"use strict";

const fs = require("node:fs");
const { apgApi, apgLib } = require("apg-js");

const { ids } = apgLib;

// A misprint: the rule leaves out the pairs that begin with 7, as `{`, `|` and `}` do when they are encoded.
const MISPRINT = /(pct-encoded-no-SQUOTE = "%" \( "0" \/ "1" \/ {3}"3" \/ "4" \/ "5" \/ "6" \/) "8"/;

exports.readGrammar = function readGrammar(path) {
  const text = fs.readFileSync(path, "utf8");
  const mended = text.replace(MISPRINT, '$1 "7" / "8"');
  if (mended === text) throw new Error(`${path}: the misprint of pct-encoded-no-SQUOTE is gone; take out its mending`);
  const generator = new apgApi(mended);
  generator.generate();
  if (generator.errors.length > 0) throw new Error(`${path}: ${generator.errorsToAscii()}`);
  return generator.toObject();
};

// Rules that take any identifier match the given names only: the grammar tells a property from a function by that.
// `allowed` maps rules to functions of the matched text.
function parser(grammar, allowed) {
  const found = new apgLib.parser();
  for (const rule of grammar.rules) {
    const fits = allowed[rule.name];
    if (!fits) continue;
    found.callbacks[rule.lower] = (state, characters, at) => {
      if (state.state !== ids.MATCH) return;
      const text = apgLib.utils.charsToString(characters, at, state.phraseLength);
      if (!fits(text)) state.state = ids.NOMATCH;
    };
  }
  return found;
}

exports.namesOnly = function namesOnly(lists) {
  const entries = Object.entries(lists);
  return Object.fromEntries(entries.map(([rule, names]) => [rule, (text) => names.includes(text)]));
};

// `{ fits, matched, phrases }`: how many characters matched at most, and the outermost phrases of the rules in
// `wanted`, in order, as `{ rule, text }`.
exports.parse = function parse(grammar, rule, text, allowed, wanted = []) {
  const characters = apgLib.utils.stringToChars(text);
  const run = parser(grammar, allowed);
  run.ast = new apgLib.ast();
  const phrases = [];
  let end = 0;
  for (const name of wanted) {
    run.ast.callbacks[name.toLowerCase()] = (state, _, at, length) => {
      if (state === ids.SEM_PRE && at >= end) {
        phrases.push({ rule: name, text: text.substr(at, length) });
        end = at + length;
      }
      return ids.SEM_OK;
    };
  }
  const result = run.parse(grammar, rule, characters);
  if (result.success) run.ast.translate();
  return { fits: result.success, matched: result.maxMatched, phrases };
};
