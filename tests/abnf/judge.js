// Judges by the OData ABNF. In: the grammar, and either its own test cases or requests with the values that are in
// them. Out: a line for each that does not fit, and 1 as status if there is one.
//
//     node judge.js cases GRAMMAR CASES.yaml
//     node judge.js requests GRAMMAR REQUESTS.jsonl
"use strict";

const fs = require("node:fs");
const yaml = require("yaml");
const { namesOnly, parse, readGrammar } = require("./grammar.js");
const { readLiteral } = require("./literals.js");

// Where values stand. An enumeration behind `has` is no `primitiveLiteral`.
const VALUES = ["primitiveLiteral", "keyPropertyValue", "hasExpr", "keyPathLiteral", "arrayOrObject", "searchPhrase"];

function judgeCases(grammar, { Constraints, TestCases }) {
  const allowed = namesOnly(Constraints);
  const wrong = TestCases.filter(({ Rule, Input, FailAt }) => {
    const { fits, matched } = parse(grammar, Rule, String(Input), allowed);
    return FailAt === undefined ? !fits : fits || matched !== FailAt;
  });
  return { count: TestCases.length, lines: wrong.map(({ Name, Rule, Input }) => `${Rule}: ${Input} (${Name})`) };
}

// What is wrong with a request: nothing, or a sentence.
function fault(grammar, names, { url, forms, values }) {
  const keys = values.filter(({ kind }) => kind === "segment").map(({ value }) => value);
  const allowed = { ...namesOnly(names), keyPathLiteral: (text) => keys.includes(decodeURIComponent(text)) };
  if (forms === "4.0") allowed.inExpr = () => false;
  const { fits, matched, phrases } = parse(grammar, "odataRelativeUri", url, allowed, VALUES);
  if (!fits) return `does not fit from character ${matched} on: ${url.slice(matched)}`;
  if (phrases.length !== values.length) return `has ${phrases.length} literals, not ${values.length}`;
  for (const [index, { rule, text }] of phrases.entries()) {
    const { kind, value } = values[index];
    const literal = rule === "hasExpr" ? text.replace(/^(%20)+has(%20)+/, "") : text;
    const read = readLiteral[kind](literal);
    if (read !== value) return `${literal} (${rule}) reads ${read}, not the ${kind} ${value}`;
  }
  return null;
}

function judgeRequests(grammar, text) {
  const [names, ...requests] = text.trim().split("\n").map((line) => JSON.parse(line));
  const found = requests.map((request) => [request, fault(grammar, names, request)]);
  const wrong = found.filter(([, problem]) => problem !== null);
  return { count: requests.length, lines: wrong.map(([{ url }, problem]) => `${url}\n    ${problem}`) };
}

const [what, grammarPath, path] = process.argv.slice(2);
const grammar = readGrammar(grammarPath);
const text = fs.readFileSync(path, "utf8");
const { count, lines } = what === "cases" ? judgeCases(grammar, yaml.parse(text)) : judgeRequests(grammar, text);
console.log(`${count - lines.length} of ${count} ${what} fit`);
for (const line of lines.slice(0, 50)) console.log(line);
process.exitCode = count > 0 && lines.length === 0 ? 0 : 1;
