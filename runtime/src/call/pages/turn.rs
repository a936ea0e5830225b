//! From a page to the next. In: how pages follow each other, and what a page was like. Out: what changes in the request.

use super::find;
use crate::call::operation::Paging;
use crate::value::View;

impl Paging {
    /// Where the items are.
    pub(super) fn items(&self) -> &'static str {
        match self {
            Self::Link { items }
            | Self::Next { items, .. }
            | Self::Token { items, .. }
            | Self::LastId { items, .. }
            | Self::Offset { items, .. }
            | Self::Number { items, .. } => items,
        }
    }

    /// Where a reply tells of the next page, or whether there is one.
    pub(super) fn pointer(&self) -> Option<&'static str> {
        match self {
            Self::Next { link, .. } => Some(link),
            Self::Token { token, .. } => Some(token),
            Self::LastId { more, .. } => *more,
            Self::Link { .. } | Self::Offset { .. } | Self::Number { .. } => None,
        }
    }
}

/// What a page was like.
pub(super) struct Seen {
    /// What the reply tells at [`Paging::pointer`].
    text: Option<String>,
    truth: Option<bool>,
    count: usize,
    last_id: Option<String>,
}

impl Seen {
    /// Of the part that the pointer leads to, and of the items; `None`: there are no items.
    pub(super) fn of(paging: &Paging, told: &View<'_>, items: &View<'_>) -> Option<Self> {
        let (count, last) = find::last_item(items)?;
        let id = match (paging, last) {
            (Paging::LastId { id, .. }, Some(last)) => Some(find::find(&last, id)),
            _ => None,
        };
        Some(Self {
            text: find::text(told),
            truth: find::truth(told),
            count,
            last_id: id.and_then(|id| find::text(&id)),
        })
    }
}

/// What changes in the request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    End,
    /// Another address altogether.
    Link(String),
    /// Another value of a parameter of the query.
    Set(&'static str, String),
    /// There is more, and nothing to ask for it by.
    Lost,
}

/// Where the walk stands.
#[derive(Debug)]
pub(super) struct Position {
    /// The offset, or the number of the page.
    at: u64,
    /// How many items were asked for, and came on the first page.
    limit: Option<usize>,
    first_count: Option<usize>,
}

impl Position {
    /// By the value of a parameter of the first request.
    pub(super) fn new(paging: &Paging, value: impl Fn(&str) -> Option<u64>) -> Self {
        let (at, limit) = match paging {
            Paging::Offset {
                parameter, limit, ..
            } => (value(parameter).unwrap_or(0), *limit),
            Paging::Number {
                parameter,
                first,
                limit,
                ..
            } => (value(parameter).unwrap_or(u64::from(*first)), *limit),
            _ => (0, None),
        };
        let limit = limit.and_then(value);
        Self {
            at,
            limit: limit.and_then(|limit| usize::try_from(limit).ok()),
            first_count: None,
        }
    }

    /// Whether a page says that it is the last one: it is empty, or shorter than was asked for. A service may give fewer than
    /// that on every page; then the first one was short already.
    fn is_last(&mut self, count: usize) -> bool {
        let first = *self.first_count.get_or_insert(count);
        count == 0
            || self
                .limit
                .is_some_and(|limit| count < limit && count < first)
    }

    pub(super) fn turn(&mut self, paging: &Paging, seen: Seen, link: Option<String>) -> Turn {
        match paging {
            Paging::Link { .. } => link.map_or(Turn::End, Turn::Link),
            Paging::Next { .. } => seen.text.map_or(Turn::End, Turn::Link),
            Paging::Token { parameter, .. } => seen
                .text
                .map_or(Turn::End, |token| Turn::Set(parameter, token)),
            Paging::LastId {
                parameter, more, ..
            } => {
                let is_over = more.is_some() && seen.truth != Some(true);
                if is_over || (more.is_none() && seen.count == 0) {
                    return Turn::End;
                }
                seen.last_id
                    .map_or(Turn::Lost, |id| Turn::Set(parameter, id))
            }
            Paging::Offset { parameter, .. } => {
                if self.is_last(seen.count) {
                    return Turn::End;
                }
                self.at = self.at.saturating_add(seen.count as u64);
                Turn::Set(parameter, self.at.to_string())
            }
            Paging::Number { parameter, .. } => {
                if self.is_last(seen.count) {
                    return Turn::End;
                }
                self.at = self.at.saturating_add(1);
                Turn::Set(parameter, self.at.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;
    use crate::value::Field;

    /// The turns after pages of a number of items.
    fn turns(paging: &Paging, limit: Option<u64>, counts: &[usize]) -> Vec<Turn> {
        let mut position = Position::new(paging, |name| limit.filter(|_| name == "limit"));
        let counts = counts.iter();
        let turns = counts.map(|count| {
            let items = vec![1; *count];
            let seen = Seen::of(paging, &View::Null, &items.view()).unwrap();
            position.turn(paging, seen, None)
        });
        turns.collect()
    }

    #[test]
    fn an_empty_page_or_a_short_one_is_the_last() {
        let offset = Paging::Offset {
            items: "",
            parameter: "offset",
            limit: Some("limit"),
        };
        let set = |text: &str| Turn::Set("offset", text.to_owned());
        assert_eq!(
            turns(&offset, Some(2), &[2, 2, 1]),
            [set("2"), set("4"), Turn::End]
        );
        assert_eq!(
            turns(&offset, None, &[2, 1, 0]),
            [set("2"), set("3"), Turn::End]
        );
        // The service gives at most 3, whatever is asked for.
        assert_eq!(
            turns(&offset, Some(9), &[3, 3, 1]),
            [set("3"), set("6"), Turn::End]
        );
        let number = Paging::Number {
            items: "",
            parameter: "page",
            first: 1,
            limit: None,
        };
        let set = |text: &str| Turn::Set("page", text.to_owned());
        assert_eq!(
            turns(&number, None, &[2, 2, 0]),
            [set("2"), set("3"), Turn::End]
        );
    }

    #[test]
    fn the_last_id_is_sent_back_while_there_is_more() {
        let paging = Paging::LastId {
            items: "/data",
            id: "/id",
            parameter: "after",
            more: Some("/more"),
        };
        let mut position = Position::new(&paging, |_| None);
        let mut turn = |more: Json, items: Json| {
            let seen = Seen::of(&paging, &View::Json(&more), &View::Json(&items)).unwrap();
            position.turn(&paging, seen, None)
        };
        let items = serde_json::json!([{"id": "a"}, {"id": "b"}]);
        assert_eq!(
            turn(Json::from(true), items.clone()),
            Turn::Set("after", "b".to_owned())
        );
        assert_eq!(turn(Json::from(false), items.clone()), Turn::End);
        assert_eq!(turn(Json::Null, items), Turn::End);
        assert_eq!(turn(Json::from(true), serde_json::json!([])), Turn::Lost);
    }
}
