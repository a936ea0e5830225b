//! Texts of queries. In: names, operators and literals. Out: the text in the forms that the service takes,
//! which the client knows and a filter does not.

use std::fmt;

use super::Filter;
use crate::error::InvalidRequest;
use crate::odata::literal::{Forms, literal, literal_of_member};
use crate::value::View;

/// A text of a query, such as a filter or a list of properties, whose forms are chosen when a request
/// takes it: with the name of their type before members of enumerations, or without; `in` or comparisons
/// joined by `or`.
///
/// [`Display`](fmt::Display) gives the forms of OData 4.01, with names of types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expression {
    pieces: Vec<Piece>,
    /// What was wrong first; told when the request is sent.
    problem: Option<InvalidRequest>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// Members of an enumeration: the name of the type, and their names with commas between.
    Member(&'static str, String),
    /// A property that is one of several values.
    In(String, Vec<Expression>),
}

impl Expression {
    /// The literal of a value.
    pub(super) fn literal(view: &View<'_>) -> Self {
        match view {
            View::Enum { type_name, text } => {
                let member = Piece::Member(type_name, text.clone().into_owned());
                Self {
                    pieces: vec![member],
                    problem: None,
                }
            }
            // Kinds that can be compared have no structured values, which have no literal.
            _ => literal(view, Forms::default())
                .unwrap_or_else(|| "null".to_owned())
                .into(),
        }
    }

    /// The property at a path is one of these values.
    pub(super) fn one_of(path: &str, values: Vec<Self>) -> Self {
        Self {
            pieces: vec![Piece::In(path.to_owned(), values)],
            problem: None,
        }
    }

    /// Nothing but a reason why a request that takes it cannot be sent.
    pub(super) fn refused(problem: InvalidRequest) -> Self {
        Self {
            pieces: Vec::new(),
            problem: Some(problem),
        }
    }

    /// This, then another.
    pub(super) fn then(mut self, other: impl Into<Self>) -> Self {
        let other = other.into();
        for piece in other.pieces {
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
                (_, piece) => self.pieces.push(piece),
            }
        }
        self.problem = self.problem.or(other.problem);
        self
    }

    /// Those that are not empty, with a separator between.
    pub(super) fn joined(parts: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let joined = parts.reduce(|all, part| all.then(separator).then(part));
        joined.unwrap_or_default()
    }

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.problem.is_none()
            && self.pieces.iter().all(|piece| match piece {
                Piece::Text(text) => text.is_empty(),
                Piece::Member(..) | Piece::In(..) => false,
            })
    }

    /// The text in some forms, not yet percent-encoded.
    ///
    /// # Errors
    /// If a part of it cannot be sent.
    pub(crate) fn render(&self, forms: Forms) -> Result<String, InvalidRequest> {
        match &self.problem {
            Some(problem) => Err(problem.clone()),
            None => Ok(self.text(forms)),
        }
    }

    fn text(&self, forms: Forms) -> String {
        let mut text = String::new();
        self.write(forms, &mut text);
        text
    }

    fn write(&self, forms: Forms, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Member(type_name, member) => {
                    out.push_str(&literal_of_member(type_name, member, forms));
                }
                Piece::In(path, values) => write_one_of(path, values, forms, out),
            }
        }
    }
}

/// `in` is of OData 4.01 (URL Conventions, section 5.1.1.1.12); before, each value is compared by itself.
fn write_one_of(path: &str, values: &[Expression], forms: Forms, out: &mut String) {
    let texts = values.iter().map(|value| value.text(forms));
    let text = if forms.in_operator {
        let texts: Vec<String> = texts.collect();
        format!("{path} in ({})", texts.join(","))
    } else {
        let comparisons: Vec<String> = texts.map(|text| format!("{path} eq {text}")).collect();
        format!("({})", comparisons.join(" or "))
    };
    out.push_str(&text);
}

impl From<String> for Expression {
    fn from(text: String) -> Self {
        Self {
            pieces: vec![Piece::Text(text)],
            problem: None,
        }
    }
}

impl From<&str> for Expression {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Expression {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl<T> From<Filter<T>> for Expression {
    fn from(filter: Filter<T>) -> Self {
        filter.into_expression()
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Forms::default()))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::odata::EnumLiterals;

    const OLD: Forms = Forms {
        enum_literals: EnumLiterals::Qualified,
        in_operator: false,
    };
    const SHORT: Forms = Forms {
        enum_literals: EnumLiterals::Short,
        in_operator: true,
    };

    fn member(text: &str) -> Expression {
        Expression::literal(&View::Enum {
            type_name: "ns.colour",
            text: Cow::Borrowed(text),
        })
    }

    #[test]
    fn forms_are_chosen_when_it_is_written() {
        let one_of = Expression::one_of("colour", vec![member("red"), member("blue")]);
        let filter = Expression::from("not (").then(one_of).then(")");
        for (forms, text) in [
            (
                Forms::default(),
                "not (colour in (ns.colour'red',ns.colour'blue'))",
            ),
            (SHORT, "not (colour in ('red','blue'))"),
            (
                OLD,
                "not ((colour eq ns.colour'red' or colour eq ns.colour'blue'))",
            ),
        ] {
            assert_eq!(filter.render(forms).as_deref(), Ok(text));
        }
        assert_eq!(
            filter.to_string(),
            "not (colour in (ns.colour'red',ns.colour'blue'))"
        );
    }

    #[test]
    fn what_is_empty_leaves_no_separator() {
        let parts = ["a", "", "b"].map(Expression::from);
        assert_eq!(Expression::joined(parts, ",").to_string(), "a,b");
        assert!(Expression::joined([Expression::from("")], ",").is_empty());
        assert!(Expression::joined([], ",").is_empty());
        assert!(!member("").is_empty());
    }

    #[test]
    fn the_first_problem_is_told() {
        let problem = |name: &str| InvalidRequest::PathSegment(name.to_owned());
        let parts = [
            Expression::from("a"),
            Expression::refused(problem("1")),
            Expression::refused(problem("2")),
        ];
        let joined = Expression::joined(parts, ",");
        assert!(!joined.is_empty());
        assert_eq!(joined.render(Forms::default()), Err(problem("1")));
    }
}
