#!/usr/bin/env bash
# Asked:    what does `not contains(Name,'a') and Price gt 5` mean?
# Guess:    `not` is for the call alone: it binds more strongly than `and` (URL Conventions 4.01, "Operator Precedence").
# Happens:  both parsers read it as `not (contains(Name,'a') and Price gt 5)`. Parentheses after `not` do not help, and
#           without a space before them, which the grammar asks for, the filter is refused. Only parentheses around the
#           whole of it, or `not` at the end, are read as they are meant.
# Bitten:   clients of the many npm servers that stand on these parsers: other rows come, without an error.
. "$(dirname "$0")/kit.bash"
npm_packages odata-v4-parser@0.1.29 @odata/parser@0.2.14
cat >read.js <<'JS'
const [, , name, text] = process.argv;
const module_ = require(name);
const parser = module_.defaultParser ?? module_;
// The shape of an expression: what is not an operator as it was written.
function shape(token) {
    const inner = token.value;
    switch (token.type) {
        case 'NotExpression': return `NOT[${shape(inner)}]`;
        case 'AndExpression': return `AND[${shape(inner.left)}, ${shape(inner.right)}]`;
        case 'BoolParenExpression': return shape(inner);
        default: return token.raw;
    }
}
try {
    console.log(shape(parser.filter(text)));
} catch (error) {
    console.log(error.message);
}
JS
for parser in odata-v4-parser @odata/parser; do
    seen "$parser: not contains(Name,'a') and Price gt 5" \
        "$(node read.js $parser "not contains(Name,'a') and Price gt 5")" "NOT[AND[contains(Name,'a'), Price gt 5]]"
    seen "$parser: not (contains(Name,'a')) and Price gt 5" \
        "$(node read.js $parser "not (contains(Name,'a')) and Price gt 5")" "NOT[AND[contains(Name,'a'), Price gt 5]]"
    seen "$parser: not(contains(Name,'a')) and Price gt 5" \
        "$(node read.js $parser "not(contains(Name,'a')) and Price gt 5")" "Unexpected character at 3"
    seen "$parser: (not contains(Name,'a')) and Price gt 5" \
        "$(node read.js $parser "(not contains(Name,'a')) and Price gt 5")" "AND[NOT[contains(Name,'a')], Price gt 5]"
done
