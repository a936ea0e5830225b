//! Queries and forms. In: a parameter and its value. Out: names and values, escaped.

use super::escape::{escape, escape_name};
use super::json::to_sent_json;
use super::{CallSettings, HAS_SEPARATOR, ListForm, NESTED, Written, unreadable};
use crate::call::operation::{Parameter, Style};
use crate::error::InvalidRequest;
use crate::value::View;

type Pairs = Vec<(String, String)>;

/// The pairs of a parameter of the query, or of a member of a form. Nothing is written of null, and of lists and objects
/// without content: servers take `a=` for a list of one empty text.
pub(in crate::call) fn query_pairs(
    parameter: &Parameter,
    name: &str,
    view: &View<'_>,
    settings: CallSettings,
) -> Result<Pairs, InvalidRequest> {
    let writer = Writer {
        parameter,
        name,
        settings,
    };
    let value = Written::of_view(view);
    if parameter.json && value != Written::Nothing {
        let json = to_sent_json(view);
        let json = String::from_utf8_lossy(&json);
        return Ok(vec![(
            writer.escaped(name),
            escape(&json, parameter.reserved),
        )]);
    }
    if value.is_empty() {
        if parameter.required {
            return Err(InvalidRequest::EmptyParameter(name.to_owned()));
        }
        return Ok(Vec::new());
    }
    writer.pairs(&value)
}

struct Writer<'a> {
    parameter: &'a Parameter,
    name: &'a str,
    settings: CallSettings,
}

impl Writer<'_> {
    fn escaped(&self, name: &str) -> String {
        escape_name(name, self.settings.raw_brackets)
    }

    fn text(&self, text: &str) -> String {
        escape(text, self.parameter.reserved)
    }

    fn pair(&self, name: &str, text: &str) -> (String, String) {
        (self.escaped(name), self.text(text))
    }

    fn pairs(&self, value: &Written) -> Result<Pairs, InvalidRequest> {
        let Parameter { style, explode, .. } = *self.parameter;
        match (style, explode) {
            (Style::DeepObject, _) => {
                let mut pairs = Vec::new();
                self.deep(self.name, value, &mut pairs);
                Ok(pairs)
            }
            (_, true) => self.exploded(value),
            (style, false) => self.joined(value, style),
        }
    }

    /// `v=a&v=b`; `R=1&G=2`.
    fn exploded(&self, value: &Written) -> Result<Pairs, InvalidRequest> {
        let name = self.name;
        let nested = || unreadable(name, NESTED);
        match value {
            Written::Nothing => Ok(Vec::new()),
            Written::Text(text) => Ok(vec![self.pair(name, text)]),
            Written::List(items) => present(items)
                .map(|item| Ok(self.pair(name, item.text().ok_or_else(nested)?)))
                .collect(),
            Written::Object(members) => {
                let mut pairs = Vec::new();
                for (member, value) in members {
                    match value {
                        Written::Nothing => {}
                        Written::Text(text) => pairs.push(self.pair(member, text)),
                        Written::List(items) => {
                            for item in present(items) {
                                let text = item.text().ok_or_else(nested)?;
                                pairs.push(self.pair(member, text));
                            }
                        }
                        Written::Object(_) => return Err(nested()),
                    }
                }
                Ok(pairs)
            }
        }
    }

    /// `v=a,b`; `v=R,1,G,2`; the same with an escaped blank or pipe between.
    fn joined(&self, value: &Written, style: Style) -> Result<Pairs, InvalidRequest> {
        let (separator, between) = match style {
            Style::SpaceDelimited => (' ', "%20"),
            Style::PipeDelimited => ('|', "%7C"),
            _ => (',', ","),
        };
        let name = self.name;
        if let Written::Text(text) = value {
            return Ok(vec![self.pair(name, text)]);
        }
        let texts = flat_texts(name, value, separator)?;
        let texts: Vec<String> = texts.iter().map(|text| self.text(text)).collect();
        Ok(vec![(self.escaped(name), texts.join(between))])
    }

    /// `v[R]=1`, at any depth.
    fn deep(&self, name: &str, value: &Written, pairs: &mut Pairs) {
        match value {
            Written::Nothing => {}
            Written::Text(text) => pairs.push(self.pair(name, text)),
            Written::List(items) => {
                for (index, item) in present(items).enumerate() {
                    let name = match self.settings.list_form {
                        ListForm::Indexed => format!("{name}[{index}]"),
                        ListForm::Brackets => format!("{name}[]"),
                        ListForm::Repeated => name.to_owned(),
                    };
                    self.deep(&name, item, pairs);
                }
            }
            Written::Object(members) => {
                for (member, value) in members {
                    self.deep(&format!("{name}[{member}]"), value, pairs);
                }
            }
        }
    }
}

/// Items that are not null: no style has a text for null.
pub(super) fn present(items: &[Written]) -> impl Iterator<Item = &Written> {
    items.iter().filter(|item| **item != Written::Nothing)
}

/// The items of a list, or names and values of an object in turn, none of which has the separator in it.
pub(super) fn flat_texts<'a>(
    name: &str,
    value: &'a Written,
    separator: char,
) -> Result<Vec<&'a str>, InvalidRequest> {
    let mut texts = Vec::new();
    let mut push = |text: &'a str| {
        if text.contains(separator) {
            return Err(unreadable(name, HAS_SEPARATOR));
        }
        texts.push(text);
        Ok(())
    };
    let nested = || unreadable(name, NESTED);
    match value {
        Written::Nothing => {}
        Written::Text(text) => push(text)?,
        Written::List(items) => {
            for item in present(items) {
                push(item.text().ok_or_else(nested)?)?;
            }
        }
        Written::Object(members) => {
            for (member, value) in members {
                if *value != Written::Nothing {
                    push(member)?;
                    push(value.text().ok_or_else(nested)?)?;
                }
            }
        }
    }
    Ok(texts)
}
