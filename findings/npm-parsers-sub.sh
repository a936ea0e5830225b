#!/usr/bin/env bash
# Asked:    for which A does `A sub 1 sub 2 eq 0` hold?
# Guess:    for 3: operators of one rank are read from left to right (URL Conventions 4.01, "Operator Precedence").
# Happens:  both parsers build `A sub (1 sub 2)`: it holds for -1. The same with `div` and `mod`: `A div 4 div 2` is
#           `A div (4 div 2)`.
# Bitten:   clients that write arithmetic without parentheses, and clients whose builders leave them out.
. "$(dirname "$0")/kit.bash"
npm_packages odata-v4-parser@0.1.29 @odata/parser@0.2.14
cat >read.js <<'JS'
const [, , name, text] = process.argv;
const module_ = require(name);
const parser = module_.defaultParser ?? module_;
const signs = { SubExpression: '-', DivExpression: '/', ModExpression: '%' };
// An arithmetic expression with all its parentheses.
function written(token) {
    const sign = signs[token.type];
    return sign ? `(${written(token.value.left)} ${sign} ${written(token.value.right)})` : token.raw;
}
console.log(written(parser.filter(text).value.left));
JS
for parser in odata-v4-parser @odata/parser; do
    seen "$parser: A sub 1 sub 2 eq 0" "$(node read.js $parser "A sub 1 sub 2 eq 0")" "(A - (1 - 2))"
    seen "$parser: A div 4 div 2 eq 1" "$(node read.js $parser "A div 4 div 2 eq 1")" "(A / (4 / 2))"
    seen "$parser: A mod 7 mod 4 eq 1" "$(node read.js $parser "A mod 7 mod 4 eq 1")" "(A % (7 % 4))"
done
