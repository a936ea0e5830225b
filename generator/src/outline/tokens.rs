//! Tokens → one line, with spaces as a reader expects them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use super::scope::Scope;

/// The text of what is parsed. Paths that the scope knows become paths from the root of the crate.
pub(super) fn text(tokens: &impl ToTokens, scope: &Scope) -> String {
    let mut writer = Writer {
        text: String::new(),
        last: Last::Tight,
        scope,
    };
    writer.stream(tokens.to_token_stream());
    writer.text
}

struct Writer<'s> {
    text: String,
    last: Last,
    scope: &'s Scope,
}

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or what takes no space after it.
    Tight,
    /// A word, a literal, or what closes.
    Word,
    /// The name of a lifetime.
    Lifetime,
    /// A sign with a space after it.
    Spaced,
}

type Tokens = std::iter::Peekable<proc_macro2::token_stream::IntoIter>;

impl Writer<'_> {
    fn stream(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        // Whether the next word goes on with a path, or is the name of a lifetime.
        let mut goes_on = false;
        while let Some(token) = tokens.next() {
            let went_on = std::mem::take(&mut goes_on);
            match token {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Ident(ident) if went_on => {
                    let is_lifetime = self.text.ends_with('\'');
                    self.word(&ident.to_string());
                    if is_lifetime {
                        self.last = Last::Lifetime;
                    }
                }
                TokenTree::Ident(ident) => self.path(ident.to_string(), &mut tokens),
                TokenTree::Punct(punct) => {
                    let sign = sign(&punct, &mut tokens);
                    goes_on = matches!(sign.as_str(), "::" | "'" | ".");
                    // The comma that a formatter puts behind the last of several lines.
                    let closes = |next: &TokenTree| matches!(next, TokenTree::Punct(next) if next.as_char() == '>');
                    if sign != "," || tokens.peek().is_some_and(|next| !closes(next)) {
                        self.sign(&sign);
                    }
                }
            }
        }
    }

    /// A word, with those that follow it in a path.
    fn path(&mut self, first: String, tokens: &mut Tokens) {
        let mut path = vec![first];
        while let Some(next) = next_of_path(tokens) {
            path.push(next);
        }
        self.word(&self.scope.absolute(&path).join("::"));
    }

    fn group(&mut self, group: &proc_macro2::Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if matches!(self.last, Last::Spaced | Last::Lifetime)
            || (open == "{ " && self.last == Last::Word)
        {
            self.text.push(' ');
        }
        self.text.push_str(open);
        self.last = Last::Tight;
        self.stream(group.stream());
        self.text.push_str(close);
        self.last = Last::Word;
    }

    fn word(&mut self, word: &str) {
        if self.last != Last::Tight {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.last = Last::Word;
    }

    fn sign(&mut self, sign: &str) {
        let (before, after) = match sign {
            "," | ";" | ":" => (false, Last::Spaced),
            "->" | "=>" | "=" | "+" | "|" => (true, Last::Spaced),
            "<" | "::" => (false, Last::Tight),
            ">" | "?" => (false, Last::Word),
            // What stands before a type or a value: `&`, `*`, `'`, `!`, `#`, `-`.
            _ => (true, Last::Tight),
        };
        if self.last == Last::Spaced || (before && self.last != Last::Tight) {
            self.text.push(' ');
        }
        self.text.push_str(sign);
        self.last = after;
    }
}

/// A sign of one or several characters.
fn sign(first: &proc_macro2::Punct, tokens: &mut Tokens) -> String {
    let mut sign = first.as_char().to_string();
    let mut spacing = first.spacing();
    while spacing == Spacing::Joint {
        let Some(TokenTree::Punct(next)) = tokens.peek() else {
            break;
        };
        let is_one = matches!(
            (sign.as_str(), next.as_char()),
            (":", ':') | ("-" | "=", '>') | ("." | "..", '.')
        );
        if !is_one {
            break;
        }
        sign.push(next.as_char());
        spacing = next.spacing();
        tokens.next();
    }
    sign
}

/// The word after the `::` that comes next; `None`, and nothing is taken, where something else does.
fn next_of_path(tokens: &mut Tokens) -> Option<String> {
    let mut ahead = tokens.clone();
    for _ in 0..2 {
        match ahead.next() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => {}
            _ => return None,
        }
    }
    let Some(TokenTree::Ident(next)) = ahead.next() else {
        return None;
    };
    *tokens = ahead;
    Some(next.to_string())
}
