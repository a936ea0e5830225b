//! Resources. In: names and keys. Out: encoded paths below the base URL.

mod requests;

use crate::client::Client;
use crate::error::InvalidRequest;
use crate::odata::HandleId;
use crate::odata::encode::{encode_key, encode_segment, encode_step};
use crate::odata::literal::{bare, literal};
use crate::request::Request;
use crate::value::Field;

/// Segments that mean something of their own after a collection or an entity (OData URL Conventions 4.01,
/// sections 4.3 to 4.19).
const RESERVED: &[&str] = &[
    "$all",
    "$batch",
    "$count",
    "$crossjoin",
    "$each",
    "$entity",
    "$filter",
    "$metadata",
    "$query",
    "$ref",
    "$value",
];

/// Whether a segment reads as one of [`RESERVED`], whatever is in its parentheses.
fn is_reserved(key: &str) -> bool {
    let name = key.split_once('(').map_or(key, |(name, _)| name);
    RESERVED.contains(&name)
}

/// A resource of the service: the client and the path of its URL. Generated request builders wrap
/// it; by hand it reaches what the description of the service leaves out.
///
/// ```
/// # let client = odata_client::Client::builder("https://example.org/v1.0").build()?;
/// use odata_client::Resource;
/// let file = Resource::root(&client).segment("drives").key_segment(&[&"a/b".to_owned()]);
/// assert_eq!(file.path(), "/drives/a%2Fb");
/// # Ok::<(), odata_client::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a resource does nothing until a request is made of it"]
pub struct Resource {
    pub(crate) client: Client,
    /// In place of the client's base URL.
    pub(crate) root: Option<String>,
    pub(crate) path: String,
    /// What ends an address by path, should a segment follow.
    closing: &'static str,
    /// Parameter aliases of functions on the path, encoded.
    pub(crate) query: Vec<(String, String)>,
    /// Headers that every request below this resource takes along.
    pub(crate) headers: Vec<(String, String)>,
    /// The request of a batch whose result this is below.
    pub(crate) refers: Option<HandleId>,
    pub(crate) problem: Option<InvalidRequest>,
}

impl Resource {
    /// The service's root.
    pub fn root(client: &Client) -> Self {
        Self {
            client: client.clone(),
            root: None,
            path: String::new(),
            closing: "",
            query: Vec::new(),
            headers: Vec::new(),
            refers: None,
            problem: None,
        }
    }

    /// The resource that a function's call answers: requests go on below its path.
    pub(crate) fn of_call(request: Request, path: String) -> Self {
        Self {
            query: request.aliases(),
            client: request.client,
            root: request.root,
            path,
            closing: "",
            headers: request.headers,
            refers: request.odata.refers,
            problem: request.problem,
        }
    }

    /// What a request of a batch answers: the others of the batch can be sent to it and below it.
    pub(crate) fn of_result(client: &Client, id: HandleId, name: &str) -> Self {
        let mut resource = Self::root(client);
        resource.path = format!("/{name}");
        resource.refers = Some(id);
        resource
    }

    /// The client that requests go through.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The path below the base URL, encoded; for a resource outside of it, from the host on.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A named resource below this one. The name is percent-encoded; an empty name, `.` and `..` are
    /// an error when sent.
    pub fn segment(&self, name: &str) -> Self {
        self.clone().append(name, &encode_segment(name))
    }

    /// This resource with a header that all requests to it and below it carry, such as a session's id;
    /// preferences (`Prefer`) are added to those before. An invalid name or value is an error when sent.
    pub fn header(&self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let mut resource = self.clone();
        let header = (name.as_ref().to_owned(), value.as_ref().to_owned());
        resource.headers.push(header);
        resource
    }

    /// A resource addressed by a path of its own, as in `/drive/root:/a/b.txt:/content`: `opening` goes
    /// before the path, `closing` after it where a further segment follows. The parts between the slashes
    /// of the path are percent-encoded, colons too; a path without parts, or with `.` or `..`, is an
    /// error when sent.
    ///
    /// ```
    /// # let client = odata_client::Client::builder("https://example.org/v1.0").build()?;
    /// let root = odata_client::Resource::root(&client).segment("drive").segment("root");
    /// let file = root.by_path(":/", "a/b c.txt", ":");
    /// assert_eq!(file.path(), "/drive/root:/a/b%20c.txt");
    /// assert_eq!(file.segment("content").path(), "/drive/root:/a/b%20c.txt:/content");
    /// # Ok::<(), odata_client::Error>(())
    /// ```
    pub fn by_path(&self, opening: &str, path: impl AsRef<str>, closing: &'static str) -> Self {
        let mut resource = self.clone();
        let path = path.as_ref();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() || parts.iter().any(|part| matches!(*part, "." | "..")) {
            return resource.refuse(InvalidRequest::PathSegment(path.to_owned()));
        }
        resource.descend();
        resource.path.push_str(resource.closing);
        resource.path.push_str(opening);
        let encoded: Vec<String> = parts.into_iter().map(encode_step).collect();
        resource.path.push_str(&encoded.join("/"));
        resource.closing = closing;
        resource
    }

    /// An entity of this collection, its key in a segment of its own: `/users/57d`. A key of several
    /// parts takes several segments. Whatever a key contains, it stays one segment; an empty key,
    /// `.` and `..` are an error when sent, and so is a key that services read as something else, such as
    /// `$count`: its place is in parentheses (OData URL Conventions 4.01, section 4.3.6).
    pub fn key_segment(&self, parts: &[&dyn Field]) -> Self {
        self.key_segment_beside(&[], parts)
    }

    /// Like [`key_segment`](Self::key_segment), of a collection which has segments of other names beside
    /// its keys, such as of derived types and bound operations: a key that equals one is an error when sent.
    pub fn key_segment_beside(&self, names: &[&str], parts: &[&dyn Field]) -> Self {
        let mut resource = self.clone();
        for part in parts {
            resource = match bare(&part.view()) {
                Some(text) if is_reserved(&text) || names.contains(&text.as_str()) => {
                    resource.refuse(InvalidRequest::ReservedKey(text))
                }
                Some(text) if !matches!(part.view(), crate::codegen::View::Null) => {
                    let encoded = encode_key(&text);
                    resource.append(&text, &encoded)
                }
                _ => resource.refuse(InvalidRequest::Key),
            };
        }
        resource
    }

    /// Like [`key_segment_beside`](Self::key_segment_beside), for a key that is one text.
    pub fn key_text_beside(&self, names: &[&str], key: impl Into<String>) -> Self {
        self.key_segment_beside(names, &[&key.into()])
    }

    /// Like [`key_parentheses`](Self::key_parentheses), for a key that is one text.
    pub fn key_text(&self, key: impl Into<String>) -> Self {
        self.key_parentheses(&[("", &key.into())])
    }

    /// An entity of this collection, its key in parentheses: `/users('57d')`, or
    /// `/lines(order=1,line=2)` for a key of several parts.
    pub fn key_parentheses(&self, parts: &[(&str, &dyn Field)]) -> Self {
        self.parentheses(parts, parts.len() != 1)
    }

    /// An entity of this collection by an alternate key: `/applications(appId='57d')`.
    pub fn alternate_key(&self, parts: &[(&str, &dyn Field)]) -> Self {
        self.parentheses(parts, true)
    }

    fn parentheses(&self, parts: &[(&str, &dyn Field)], named: bool) -> Self {
        let mut resource = self.clone();
        resource.descend();
        for (index, (name, field)) in parts.iter().enumerate() {
            let view = field.view();
            let Some(text) = literal(&view, self.client.inner().odata.forms())
                .filter(|_| !matches!(view, crate::codegen::View::Null))
            else {
                return resource.refuse(InvalidRequest::Key);
            };
            resource.path.push(if index == 0 { '(' } else { ',' });
            if named {
                resource.path.push_str(&encode_key(name));
                resource.path.push('=');
            }
            resource.path.push_str(&encode_key(&text));
        }
        if parts.is_empty() {
            return resource.refuse(InvalidRequest::Key);
        }
        resource.path.push(')');
        resource
    }

    /// Leaves what a URL has for the resource itself: query options, and a slash at the end.
    fn descend(&mut self) {
        self.query.retain(|(name, _)| name.starts_with('@'));
        let end = self.path.trim_end_matches('/').len();
        self.path.truncate(end);
    }

    /// The URL without query.
    pub(crate) fn url(&self) -> String {
        let root = self.root.as_deref().unwrap_or(self.client.base_url());
        format!("{root}{}", self.path)
    }

    fn append(mut self, text: &str, encoded: &str) -> Self {
        if matches!(text, "" | "." | "..") {
            return self.refuse(InvalidRequest::PathSegment(text.to_owned()));
        }
        self.descend();
        self.path.push_str(std::mem::take(&mut self.closing));
        self.path.push('/');
        self.path.push_str(encoded);
        self
    }

    fn refuse(mut self, problem: InvalidRequest) -> Self {
        self.problem.get_or_insert(problem);
        self
    }
}

impl std::fmt::Debug for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Resource({})", self.path)
    }
}
