//! Rooms of what is not needed every day.

/// Batches beside [`Batch`](crate::Batch): what is put in, and what comes back.
pub mod batch {
    #[doc(inline)]
    pub use service_client::odata::{BatchError, BatchReplies, Batchable, Handle, HandleId};
}

/// Changes of collections beside [`Changes`](crate::Changes): what was removed, and what to do where the service no longer
/// knows a link.
pub mod delta {
    #[doc(inline)]
    pub use service_client::odata::{Reason, Removed, Resync};
}

/// Long-running operations: what waits for their end, and how far they are.
pub mod operation {
    #[doc(inline)]
    pub use service_client::odata::{Finished, Monitor, Poller, Progress};
}

/// References to entities that are not contained (`$ref`), and their ids.
pub mod reference {
    #[doc(inline)]
    pub use service_client::odata::{
        CompositeKey, EntityId, GetReference, Key, Refer, Reference, References,
    };
}

/// Requests beside those of entities and lists: streams, counts, single properties, links of the service, any method.
pub mod request {
    #[doc(inline)]
    pub use service_client::odata::{
        Count, CreateMedia, GetMedia, GetOptional, Media, OtherMethod, PutMedia, ValueOf,
    };
    #[doc(inline)]
    pub use service_client::{LinkPolicy, LinkRequest, ResponseFuture};
}

/// How a service wants to be spoken to, where services differ: for [`ClientBuilder`](crate::ClientBuilder).
pub mod settings {
    #[doc(inline)]
    pub use service_client::odata::{BatchFormat, EnumLiterals, ODataVersion};
}

/// What generated code needs: traits of values and what their methods take. By hand, one needs it for a model of one's own.
pub mod codegen {
    #[doc(inline)]
    pub use service_client::codegen::{
        Aliases, DynPolymorphic, ListView, Mismatch, Named, Place, Polymorphic, PropertyRole, Slot,
        Token, TypeTag, View, Visit, read_field, read_model, write_view,
    };
    #[doc(inline)]
    pub use service_client::codegen::{
        derived, enumeration, from_derived, invocation, model, polymorphic, property,
    };
    #[doc(inline)]
    pub use service_client::odata::query::Inherits;
}
