//! Paths and operations → the graph of a service.
//!
//! Inside: `paths` (path templates → places and steps), `operations` (one each: what is sent and what comes back),
//! `parameters`, `bodies`, `replies`, `media` (what media types stand for), `security`, `servers`, `paging` (recognised in what
//! was lowered), `told` (paging that an overlay tells), `errors` (the type of most errors), `hooks` (webhooks and callbacks).

mod bodies;
mod errors;
mod hooks;
mod media;
mod operations;
mod paging;
mod parameters;
mod paths;
mod replies;
mod security;
mod servers;
mod told;

use std::collections::HashSet;

use super::context::{Context, Spot};
use super::schema::{Origin, Schemas};
use crate::api::service::{Described, Hook};
use crate::api::{Api, NodeId};

#[cfg(feature = "cli")]
pub(super) use self::paths::VERBS;
pub(crate) use self::told::{Overlay, ToldPaging};

/// The graph of a document.
pub(super) fn lower(cx: &Context<'_>, overlay: &Overlay) -> (Api, Vec<Origin>) {
    let mut lowering = Lowering::new(cx, overlay);
    lowering.paths();
    lowering.webhooks();
    lowering.check_overlay();
    lowering.finish()
}

/// The graph while it is made.
struct Lowering<'c, 't> {
    cx: &'c Context<'t>,
    schemas: Schemas<'c, 't>,
    overlay: &'c Overlay,
    api: Api,
    service: Described,
    /// Ids of operations.
    ids: HashSet<String>,
    /// Steps that there are, by where they begin and how they are written.
    steps: std::collections::HashMap<(NodeId, String), NodeId>,
    security: Vec<Vec<crate::api::http::SchemeUse>>,
    operations: usize,
}

impl<'c, 't> Lowering<'c, 't> {
    fn new(cx: &'c Context<'t>, overlay: &'c Overlay) -> Self {
        let mut lowering = Self {
            cx,
            schemas: Schemas::new(cx),
            overlay,
            api: Api::default(),
            service: Described::default(),
            ids: HashSet::new(),
            steps: std::collections::HashMap::new(),
            security: Vec::new(),
            operations: 0,
        };
        if let Some(root) = cx.root() {
            lowering.describe(root);
        }
        lowering
    }

    /// What the document says of the service as a whole.
    fn describe(&mut self, root: Spot<'t>) {
        let cx = self.cx;
        if let Some(info) = cx.object(root, "info") {
            self.service.title = cx.words(info, "title").unwrap_or_default();
            self.service.version = cx.words(info, "version").unwrap_or_default();
            self.service.docs = cx.docs(info);
            self.service.docs.summary = cx.words(info, "summary");
        } else {
            cx.warn(
                root,
                "the document has no `info`",
                "add its title and version",
            );
        }
        self.service.servers = self.servers(root);
        self.service.schemes = self.schemes(root);
        self.security = self.requirements(root).unwrap_or_default();
        let tags = cx.list(root, "tags").into_iter().flat_map(Spot::items);
        let tags = tags.filter_map(|tag| Some((cx.words(tag, "name")?, cx.docs(tag))));
        self.service.tags = tags.collect();
    }

    fn finish(mut self) -> (Api, Vec<Origin>) {
        self.service.error = self.error();
        let (types, origins) = self.schemas.into_types();
        self.api.types = types;
        self.api.service = Some(Box::new(self.service));
        (self.api, origins)
    }

    fn add_hook(&mut self, hook: Hook) {
        self.service.hooks.push(hook);
    }
}
