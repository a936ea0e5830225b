//! Generated code as the compiler sees it with some features on: files go in, what of them is compiled comes out, and what
//! of that is mentioned without being there.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What is compiled of a crate.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Items by their paths from the root: `models::user::User`.
    items: BTreeSet<String>,
    /// Fields and methods by their names, behind the paths of their files.
    members: BTreeSet<String>,
    mentions: BTreeSet<(String, String)>,
    declared: BTreeSet<String>,
}

impl Compiled {
    /// Compiles the sources of a crate as far as `on` has features.
    ///
    /// # Panics
    /// A file is no Rust.
    pub fn new(sources: &BTreeMap<String, String>, on: &[&str]) -> Self {
        let mut compiled = Self::default();
        let root = compiled.file(sources, "src/lib.rs", "", on);
        for module in root {
            let path = ["mod.rs", ""].map(|end| match end {
                "" => format!("src/{module}.rs"),
                end => format!("src/{module}/{end}"),
            });
            let Some(path) = path.iter().find(|path| sources.contains_key(*path)) else {
                continue;
            };
            for file in compiled.file(sources, path, &module, on) {
                let path = format!("src/{module}/{file}.rs");
                if sources.contains_key(&path) {
                    compiled.file(sources, &path, &format!("{module}::{file}"), on);
                }
            }
        }
        compiled
    }

    /// What is mentioned and not there, with the file that does.
    pub fn dangling(&self) -> Vec<String> {
        let names: BTreeSet<String> = self.items.iter().flat_map(|path| exported(path)).collect();
        let missing = self.mentions.iter().filter(|(_, path)| {
            !self.items.contains(path) && !names.contains(path) && !self.declared.contains(path)
        });
        let missing = missing.map(|(file, path)| format!("{file} mentions {path}"));
        missing.collect()
    }

    /// Whether all that is here is in another too.
    pub fn is_part_of(&self, other: &Self) -> bool {
        self.items.is_subset(&other.items) && self.members.is_subset(&other.members)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Reads a file; gives the modules that it declares.
    fn file(
        &mut self,
        sources: &BTreeMap<String, String>,
        path: &str,
        module: &str,
        on: &[&str],
    ) -> Vec<String> {
        let text = &sources[path];
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let kept = kept(tokens, on);
        let mut modules = Vec::new();
        self.items(&kept, module, &mut modules);
        self.read(&kept, module);
        for name in &modules {
            let path = format!("{module}::{name}");
            self.declared
                .insert(path.trim_start_matches(':').to_owned());
        }
        modules
    }

    fn items(&mut self, tokens: &TokenStream, module: &str, modules: &mut Vec<String>) {
        let words = words(tokens);
        for pair in words.windows(2) {
            match pair {
                [kind, name] if ["struct", "enum", "type", "static"].contains(&&**kind) => {
                    self.items.insert(format!("{module}::{name}"));
                }
                [kind, name] if kind == "mod" => modules.push(name.clone()),
                // The runtime's macro declares it at the root.
                [name, mark] if name == "invocation" && mark == "!" => {
                    self.declared.insert("Invocation".to_owned());
                }
                _ => {}
            }
        }
    }

    /// Mentions by path and imports, at any depth.
    fn read(&mut self, tokens: &TokenStream, module: &str) {
        let text: Vec<String> = tokens
            .clone()
            .into_iter()
            .map(|token| match token {
                TokenTree::Group(_) => String::new(),
                token => token.to_string(),
            })
            .collect();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if rest[0] == "crate" && rest.get(1).is_some_and(|next| next == ":") {
                let mut path = Vec::new();
                let mut next = 3;
                while let Some(name) = rest.get(next).filter(|name| is_word(name)) {
                    path.push(name.clone());
                    next += 3;
                    if rest.get(next - 2).is_none_or(|colon| colon != ":") {
                        break;
                    }
                }
                if path
                    .last()
                    .is_some_and(|name| name.starts_with(char::is_uppercase))
                {
                    self.mentions.insert((module.to_owned(), path.join("::")));
                }
                at += next.max(1);
                continue;
            }
            at += 1;
        }
        self.imports(tokens, module);
        let mut before = [String::new(), String::new()];
        for token in tokens.clone() {
            if let TokenTree::Group(group) = &token {
                self.read(&group.stream(), module);
            }
            let text = match &token {
                TokenTree::Group(_) => String::new(),
                token => token.to_string(),
            };
            if before[1] == "fn" {
                self.members.insert(format!("{module}::{text}"));
            }
            before = [std::mem::take(&mut before[1]), text];
        }
    }

    /// `use super::{…};`, `use crate::a::b::{…};`.
    fn imports(&mut self, tokens: &TokenStream, module: &str) {
        let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
        self.imports_by_path(&all, module);
        let namespace = module.split("::").next().unwrap_or_default();
        for window in all.windows(5) {
            let [used, from, _, _, TokenTree::Group(names)] = window else {
                continue;
            };
            if used.to_string() != "use" || from.to_string() != "super" {
                continue;
            }
            for name in words(&names.stream())
                .into_iter()
                .filter(|word| is_word(word))
            {
                let path = format!("{namespace}::{name}");
                self.mentions.insert((module.to_owned(), path));
            }
        }
    }

    fn imports_by_path(&mut self, all: &[TokenTree], module: &str) {
        for (at, token) in all.iter().enumerate() {
            let TokenTree::Group(names) = token else {
                continue;
            };
            let before: Vec<String> = all[..at].iter().map(ToString::to_string).collect();
            let start = before.iter().rposition(|token| token == "use");
            let Some(start) =
                start.filter(|start| before.get(start + 1).is_some_and(|it| it == "crate"))
            else {
                continue;
            };
            let path: Vec<&str> = before[start + 2..]
                .iter()
                .map(String::as_str)
                .filter(|token| *token != ":")
                .collect();
            if !path.iter().all(|token| is_word(token)) {
                continue;
            }
            for name in words(&names.stream())
                .into_iter()
                .filter(|word| is_word(word))
            {
                let path = format!("{}::{name}", path.join("::"));
                self.mentions.insert((module.to_owned(), path));
            }
        }
    }
}

/// An item as its namespace, or the module of requests, gives it on: without its file.
fn exported(path: &str) -> Vec<String> {
    let parts: Vec<&str> = path.split("::").collect();
    match parts.as_slice() {
        ["models", _, name] => vec![format!("models::{name}"), format!("requests::{name}")],
        [namespace, _, name] => vec![
            format!("{namespace}::{name}"),
            format!("requests::{namespace}::{name}"),
        ],
        _ => vec![path.to_owned()],
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn words(tokens: &TokenStream) -> Vec<String> {
    let tokens = tokens.clone().into_iter();
    let words = tokens.filter(|token| !matches!(token, TokenTree::Group(_)));
    words.map(|token| token.to_string()).collect()
}

/// Without what is gated by a feature that is off. `properties` and `serde` are on.
fn kept(tokens: TokenStream, on: &[&str]) -> TokenStream {
    let mut kept_tokens: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let (TokenTree::Punct(mark), Some(TokenTree::Group(group))) = (&token, tokens.peek())
            && mark.as_char() == '#'
            && let Some(is_met) = condition(&group.stream(), on)
        {
            tokens.next();
            if !is_met {
                skip(&mut tokens);
            }
            continue;
        }
        kept_tokens.push(match token {
            TokenTree::Group(group) => {
                let inner = kept(group.stream(), on);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => token,
        });
    }
    kept_tokens.into_iter().collect()
}

/// To the end of an item, a field, an arm or a statement.
fn skip(tokens: &mut std::iter::Peekable<impl Iterator<Item = TokenTree>>) {
    // Within `<…>`, which `->` does not close, a comma ends nothing.
    let (mut depth, mut before) = (0_usize, ' ');
    while let Some(token) = tokens.next() {
        let mark = match &token {
            TokenTree::Punct(mark) => mark.as_char(),
            _ => ' ',
        };
        match mark {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = mark;
        match token {
            TokenTree::Punct(_) if mark == ';' || mark == ',' && depth == 0 => return,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let ends = |token: &TokenTree| token.to_string() == ";";
                tokens.next_if(ends);
                return;
            }
            _ => {}
        }
    }
}

/// Whether `cfg(…)` is met; `None` for another attribute.
fn condition(attribute: &TokenStream, on: &[&str]) -> Option<bool> {
    let mut tokens = attribute.clone().into_iter();
    let name = tokens.next()?.to_string();
    match tokens.next()? {
        TokenTree::Group(group) if name == "cfg" => Some(is_met(&group.stream(), on)),
        _ => None,
    }
}

fn is_met(tokens: &TokenStream, on: &[&str]) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let lists = |group: &Group| -> Vec<TokenStream> {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let parts = inner.split(|token| token.to_string() == ",");
        let parts = parts.filter(|part| !part.is_empty());
        parts.map(|part| part.iter().cloned().collect()).collect()
    };
    match tokens.as_slice() {
        [feature, _, name] if feature.to_string() == "feature" => {
            let name = name.to_string();
            let name = name.trim_matches('"');
            ["properties", "serde"].contains(&name) || on.contains(&name)
        }
        [word, TokenTree::Group(group)] if word.to_string() == "any" => {
            lists(group).iter().any(|part| is_met(part, on))
        }
        [word, TokenTree::Group(group)] if word.to_string() == "all" => {
            lists(group).iter().all(|part| is_met(part, on))
        }
        _ => panic!("not a condition: {tokens:?}"),
    }
}

/// With each set of features, all that is mentioned is there, and what is there with some is there with more.
///
/// # Panics
/// Something is not.
pub fn closed(sources: &BTreeMap<String, String>, sets: &[Vec<&str>]) {
    let full: Vec<&str> = sets.iter().flatten().copied().collect();
    let full = Compiled::new(sources, &full);
    assert_eq!(full.dangling(), Vec::<String>::new());
    assert!(!full.is_empty());
    for on in sets {
        let compiled = Compiled::new(sources, on);
        assert_eq!(compiled.dangling(), Vec::<String>::new(), "with {on:?}");
        assert!(compiled.is_part_of(&full), "with {on:?}");
        for feature in on {
            let alone = Compiled::new(sources, &[feature]);
            assert!(alone.is_part_of(&compiled), "{feature} in {on:?}");
        }
    }
}

/// All sets of some features.
pub fn sets<'f>(features: &[&'f str]) -> Vec<Vec<&'f str>> {
    let all = 0..1_usize << features.len();
    let chosen = all.map(|set| {
        let chosen = features.iter().enumerate();
        let chosen = chosen.filter(|(at, _)| set >> at & 1 == 1);
        chosen.map(|(_, name)| *name).collect()
    });
    chosen.collect()
}
