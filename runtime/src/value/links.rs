//! Links within entities. In: control information of objects as they are read, such as `parts@odata.nextLink`. Out:
//! the same as absolute URLs (OData JSON Format 4.01, section 4.3).

use super::control::{Control, control};
use super::model::extra_mut;
use super::{Extra, Json, Model};

/// Resolves a link against a context URL, or against the URL that was asked where there is none.
pub(crate) type ResolveLink = Box<dyn Fn(&str, Option<&str>) -> String>;

/// What links are resolved against, at the place that is read.
pub(super) struct Links {
    resolve: ResolveLink,
    /// The context URL of the innermost object that has one.
    context: Option<String>,
    /// How many objects had links that were made absolute.
    resolved: usize,
    /// How many objects stand around the place.
    depth: usize,
    /// The context of the outermost object, where that came after links within it: then all is read again.
    top: Option<String>,
    is_late: bool,
}

impl Links {
    pub(super) fn new(resolve: ResolveLink) -> Self {
        Self {
            resolve,
            context: None,
            resolved: 0,
            depth: 0,
            top: None,
            is_late: false,
        }
    }

    /// Whether links were resolved against something else than their context, so that all must be read again. Then it is
    /// known from the start.
    pub(super) fn restart(&mut self) -> bool {
        self.depth = 0;
        self.context.clone_from(&self.top);
        std::mem::take(&mut self.is_late)
    }

    pub(super) fn place(&self) -> (usize, Option<String>) {
        (self.depth, self.context.clone())
    }

    pub(super) fn return_to(&mut self, (depth, context): (usize, Option<String>)) {
        self.depth = depth;
        self.context = context;
    }
}

/// What is known of the links of one object while it is read.
#[derive(Default)]
pub(super) struct ObjectLinks {
    /// Names of control information with relative links.
    relative: Vec<String>,
    /// Whether the object has a context URL of its own.
    has_context: bool,
    /// The context URL around such an object.
    outer: Option<String>,
    resolved_before: usize,
}

impl ObjectLinks {
    /// An object begins.
    #[inline]
    pub(super) fn begin(links: &mut Option<Links>) -> Self {
        let mut object = Self::default();
        if let Some(links) = links {
            links.depth += 1;
            object.resolved_before = links.resolved;
        }
        object
    }

    /// An undeclared value of the object was read, and stands in its extra part.
    #[inline]
    pub(super) fn note(&mut self, name: &str, extra: &Extra, links: &mut Option<Links>) {
        if let Some(links) = links
            && name.bytes().any(|byte| byte == b'@' || byte == b'#')
        {
            self.note_control(name, extra, links);
        }
    }

    fn note_control(&mut self, name: &str, extra: &Extra, links: &mut Links) {
        let told = control(name);
        match told {
            Some(("", Control::Context) | (_, Control::Id | Control::Link)) => {}
            // A bound action or function, whose `target` is a URL (OData JSON Format 4.01, sections 17 and 18).
            None if name.starts_with('#') => {}
            _ => return,
        }
        match (told, extra.get(name)) {
            (Some((_, Control::Context)), Some(Json::String(context))) => {
                self.note_context(context, links);
            }
            // Such an id has a meaning of its own, and services such as Redfish's compare it and want it back as it is.
            (Some((_, Control::Id)), Some(Json::String(id))) if is_whole_path(id) => {}
            (Some(_), Some(Json::String(link))) if is_relative(link) => {
                self.relative.push(name.to_owned());
            }
            (None, Some(Json::Object(_) | Json::Array(_))) => self.relative.push(name.to_owned()),
            _ => {}
        }
    }

    fn note_context(&mut self, context: &str, links: &mut Links) {
        // What begins with `#` says what the object is, and nothing of where it is.
        if context.starts_with('#') {
            return;
        }
        if links.depth == 1
            && links.resolved > self.resolved_before
            && links.context.as_deref() != Some(context)
        {
            links.top = Some(context.to_owned());
            links.is_late = true;
        }
        let outer = links.context.replace(context.to_owned());
        if !std::mem::replace(&mut self.has_context, true) {
            self.outer = outer;
        }
    }

    /// The object is read.
    #[inline]
    pub(super) fn end(self, model: &mut dyn Model, links: &mut Option<Links>) {
        let Some(links) = links else { return };
        links.depth = links.depth.saturating_sub(1);
        if !self.relative.is_empty() {
            links.resolved += 1;
            self.resolve(model, links);
        }
        if self.has_context {
            links.context = self.outer;
        }
    }

    #[cold]
    fn resolve(&self, model: &mut dyn Model, links: &Links) {
        let Some(extra) = extra_mut(model) else {
            return;
        };
        for name in &self.relative {
            let Some(value) = extra.get(name) else {
                continue;
            };
            let mut value = value.clone();
            make_absolute(&mut value, links);
            if extra.get(name) != Some(&value) {
                extra.insert(name.as_str(), value);
            }
        }
    }
}

/// A link, or what is said of an operation: of one, or of several of its name.
fn make_absolute(value: &mut Json, links: &Links) {
    match value {
        Json::String(link) if is_relative(link) => {
            *link = (links.resolve)(link, links.context.as_deref());
        }
        Json::Array(operations) => {
            for operation in operations {
                make_absolute(operation, links);
            }
        }
        Json::Object(operation) => {
            if let Some(target @ Json::String(_)) = operation.get_mut("target") {
                make_absolute(target, links);
            }
        }
        _ => {}
    }
}

/// Whether a link is the same wherever on its host it is seen.
fn is_whole_path(link: &str) -> bool {
    link.starts_with('/') && !link.starts_with("//")
}

fn is_relative(link: &str) -> bool {
    !link.is_empty() && !link.starts_with("https://") && !link.starts_with("http://")
}
