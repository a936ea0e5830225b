//! Paging, where the document leaves no doubt of it.
//!
//! A request is paged if its reply is a list, or an object with one list, and parameters and members have names that go with
//! each other. What is named otherwise is said in the overlay.

use super::Lowering;
use super::told::json_of;
use crate::api::http::{HttpParameter, HttpRequest, Reply};
use crate::api::paging::{Paging, PagingKind};
use crate::api::{Field, Place, Scalar, TypeKind, Value, Verb};

/// Names of the list where an object has several.
const LISTS: &[&str] = &["data", "items", "results", "entries", "values", "records"];
/// Members in which a reply says how to go on.
const INNER: &[&str] = &[
    "metadata",
    "meta",
    "paging",
    "pagination",
    "page_info",
    "pageInfo",
    "response_metadata",
    "links",
    "_links",
    "pages",
    "next_page",
];
/// Parameters that say how many items a page has.
const SIZES: &[&str] = &[
    "limit",
    "per_page",
    "perPage",
    "page_size",
    "pageSize",
    "size",
    "count",
    "max_results",
    "maxResults",
];
/// How deep a reply is searched for how to go on.
const DEEPEST: usize = 2;

/// A member of a reply, with its pointer.
struct Found {
    pointer: String,
    field: Field,
}

impl Lowering<'_, '_> {
    /// How a request is paged, as far as the document shows it.
    pub(super) fn paging(&self, verb: Verb, http: &HttpRequest) -> Option<Paging> {
        if verb != Verb::Get {
            return None;
        }
        let mut replies = http.replies.iter();
        let reply = replies.find(|reply| reply.status.is_success())?;
        let value = json_of(http)?;
        let (items, item) = self.items(value)?;
        let mut members = Vec::new();
        self.collect(value, "", 0, &mut members);
        let query = Query(&http.parameters, self);
        let kind = link_header(reply)
            .or_else(|| self.next_link(&members))
            .or_else(|| self.last_id(&members, &query, &item))
            .or_else(|| self.token(&members, &query))
            .or_else(|| query.offset())
            .or_else(|| query.page())?;
        Some(Paging { items, item, kind })
    }

    /// Where the items of a reply are, and what one is.
    pub(super) fn items(&self, value: &Value) -> Option<(String, Value)> {
        if let Value::List(item) = self.plain(value) {
            return Some((String::new(), (**item).clone()));
        }
        let members = self.members_of(value);
        let lists: Vec<(&Field, &Value)> = members
            .iter()
            .filter_map(|field| match self.plain(&field.value) {
                Value::List(item) => Some((field, &**item)),
                _ => None,
            })
            .collect();
        let objects = lists
            .iter()
            .filter(|(_, item)| !matches!(self.plain(item), Value::Scalar(_) | Value::List(_)));
        let objects: Vec<_> = objects.collect();
        let (field, item) = match (lists.as_slice(), objects.as_slice()) {
            ([only], _) => *only,
            (_, [only]) => **only,
            _ => {
                let mut named = LISTS.iter();
                named
                    .find_map(|name| lists.iter().find(|(field, _)| field.name == *name).copied())?
            }
        };
        Some((pointer("", &field.name), item.clone()))
    }

    /// The members of a reply, and of those of its members that say how to go on.
    fn collect(&self, value: &Value, at: &str, depth: usize, all: &mut Vec<Found>) {
        for field in self.members_of(value) {
            let pointer = pointer(at, &field.name);
            let goes_on = INNER.contains(&field.name.as_str()) && depth < DEEPEST;
            if goes_on && matches!(self.plain(&field.value), Value::Named(_)) {
                self.collect(&field.value, &pointer, depth + 1, all);
            }
            all.push(Found { pointer, field });
        }
    }

    fn is_token(&self, value: &Value) -> bool {
        match self.plain(value) {
            Value::Scalar(Scalar::Text | Scalar::Uuid) => true,
            Value::Named(id) => self
                .schemas
                .ty(*id)
                .is_some_and(|ty| matches!(ty.kind, TypeKind::Enum { .. })),
            _ => false,
        }
    }

    fn is_integer(&self, value: &Value) -> bool {
        matches!(
            self.plain(value),
            Value::Scalar(Scalar::Integer(_) | Scalar::Natural(_) | Scalar::Float(_))
        )
    }

    /// An address in the reply. `next` alone may be anything: it is an address if what leads back has a name too.
    fn next_link(&self, members: &[Found]) -> Option<PagingKind> {
        const NAMES: &[&str] = &[
            "nextlink",
            "nextpageuri",
            "nextpageurl",
            "nexturl",
            "nexturi",
            "nexthref",
        ];
        let back = members
            .iter()
            .any(|found| matches!(found.field.name.as_str(), "previous" | "prev"));
        let is_link = |found: &&Found| {
            let name = plain_name(&found.field.name);
            let inner = found.pointer.contains("next_page/") || found.pointer.contains("links/");
            NAMES.contains(&name.as_str())
                || (name == "uri" && found.pointer.contains("next_page/"))
                || (name == "next" && (back || inner) && !has_token(members))
        };
        let mut texts = members
            .iter()
            .filter(|found| self.is_token(&found.field.value));
        let found = texts.find(is_link)?;
        Some(PagingKind::NextLink {
            pointer: found.pointer.clone(),
        })
    }

    /// The id of the last item: `has_more` with `starting_after`, or with `after` where the reply says `last_id`.
    fn last_id(
        &self,
        members: &[Found],
        query: &Query<'_, '_, '_>,
        item: &Value,
    ) -> Option<PagingKind> {
        let more = members
            .iter()
            .find(|found| plain_name(&found.field.name) == "hasmore")?;
        let has_last = members
            .iter()
            .any(|found| plain_name(&found.field.name) == "lastid");
        let named = if has_last { "after" } else { "starting_after" };
        let parameter = query.text("starting_after").or_else(|| query.text(named))?;
        let id = self
            .members_of(item)
            .into_iter()
            .find(|field| field.name == "id")?;
        self.is_token(&id.value).then(|| PagingKind::LastId {
            id: "/id".to_owned(),
            parameter: parameter.name.clone(),
            more: Some(more.pointer.clone()),
        })
    }

    /// A token: a parameter, and a text of the reply of the same name, or of that with `next` before it.
    fn token(&self, members: &[Found], query: &Query<'_, '_, '_>) -> Option<PagingKind> {
        const TOKENS: &[&str] = &[
            "pagetoken",
            "continue",
            "continuationtoken",
            "marker",
            "cursor",
            "nexttoken",
            "nextcursor",
            "nextpagetoken",
            "paginationtoken",
            "starttoken",
            "token",
            "after",
            "offset",
        ];
        for parameter in query.all() {
            let name = plain_name(&parameter.name);
            if !TOKENS.contains(&name.as_str()) || !self.is_token(&parameter.value) {
                continue;
            }
            let found = members.iter().find(|found| {
                let own = plain_name(&found.field.name);
                let next = own == format!("next{name}")
                    || (own == "nextpage" && name == "pagetoken")
                    || (own == name && name.starts_with("next"))
                    || (own == name && matches!(name.as_str(), "continue" | "continuationtoken"))
                    || (own == name && found.pointer.contains("next_page/"))
                    || (own == "next" && name == "after" && found.pointer.matches('/').count() > 1);
                next && self.is_token(&found.field.value)
            });
            if let Some(found) = found {
                return Some(PagingKind::Token {
                    pointer: found.pointer.clone(),
                    parameter: parameter.name.clone(),
                });
            }
        }
        None
    }
}

/// The optional parameters of a query.
struct Query<'p, 'c, 't>(&'p [HttpParameter], &'p Lowering<'c, 't>);

impl<'p> Query<'p, '_, '_> {
    fn all(&self) -> impl Iterator<Item = &'p HttpParameter> {
        let all = self.0.iter();
        all.filter(|parameter| parameter.place == Place::Query && !parameter.required)
    }

    fn text(&self, name: &str) -> Option<&'p HttpParameter> {
        self.all()
            .find(|parameter| parameter.name == name && self.1.is_token(&parameter.value))
    }

    fn integer(&self, names: &[&str]) -> Option<&'p HttpParameter> {
        self.all().find(|parameter| {
            names.contains(&parameter.name.as_str()) && self.1.is_integer(&parameter.value)
        })
    }

    fn offset(&self) -> Option<PagingKind> {
        let offset = self.integer(&["offset", "skip", "start", "startAt"])?;
        let limit = self.integer(SIZES)?;
        Some(PagingKind::Offset {
            parameter: offset.name.clone(),
            limit: Some(limit.name.clone()),
        })
    }

    /// The number of a page, where its default says which is the first.
    fn page(&self) -> Option<PagingKind> {
        let page = self.integer(&["page", "page_number", "pageNumber"])?;
        let limit = self.integer(SIZES)?;
        let first = page.default.as_ref()?.parse().ok()?;
        (first <= 1).then(|| PagingKind::Page {
            parameter: page.name.clone(),
            first,
            limit: Some(limit.name.clone()),
        })
    }
}

fn link_header(reply: &Reply) -> Option<PagingKind> {
    let mut headers = reply.headers.iter();
    let found = headers.any(|header| header.name.eq_ignore_ascii_case("link"));
    found.then_some(PagingKind::LinkHeader)
}

/// Whether a reply has a token beside a link.
fn has_token(members: &[Found]) -> bool {
    let mut names = members.iter().map(|found| plain_name(&found.field.name));
    names.any(|name| name == "nexttoken" || name == "nextcursor" || name == "cursors")
}

/// A name in lower case without what joins its words.
fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn pointer(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}
