//! What a service does that CSDL has no words for: an overlay says it, the graph of the service has it.

use crate::model::{Model, OperationId, StructuredId};

/// A service as it is described, and as an overlay corrects that.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// What the description says.
    pub model: Model,
    /// What it has no words for.
    pub conventions: ServiceConventions,
}

/// Without an overlay, a service has no conventions of its own.
impl From<Model> for Described {
    fn from(model: Model) -> Self {
        Self {
            model,
            conventions: ServiceConventions::default(),
        }
    }
}

/// What a service does that CSDL has no words for.
#[derive(Clone, Debug, Default)]
pub struct ServiceConventions {
    /// Resources that are addressed by a path below another of their type.
    pub paths: Vec<PathConvention>,
    /// Headers that requests take.
    pub headers: Vec<HeaderConvention>,
    /// Complex types whose values are requested by their own path.
    pub resources: Vec<StructuredId>,
    /// Actions that begin an upload session.
    pub uploads: Vec<OperationId>,
}

/// An address by path, as in `/drive/root:/a/b.txt:/content`.
#[derive(Clone, Debug)]
pub struct PathConvention {
    /// The type that is addressed so; derived ones too.
    pub ty: StructuredId,
    /// Name of the method.
    pub method: String,
    /// What stands before the path.
    pub opening: String,
    /// What stands after it where a segment follows.
    pub closing: String,
}

/// A header that requests from a resource on take.
#[derive(Clone, Debug)]
pub struct HeaderConvention {
    /// The type of the resource; derived ones too.
    pub ty: StructuredId,
    /// Name on the wire.
    pub header: String,
    /// Name of the method.
    pub method: String,
    /// What users must know of it.
    pub docs: Option<String>,
    /// From one such resource on.
    pub single: bool,
    /// From a collection of such resources on.
    pub collection: bool,
}
