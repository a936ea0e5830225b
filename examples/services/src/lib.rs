//! Clients of services in the manner of SAP's gateway, Microsoft Dataverse, ASP.NET Core and SAP CAP, as the build script
//! generates them. The guide's chapters on such services use them, and are compiled and run here.

/// Orders, as SAP S/4HANA describes services.
pub mod orders {
    include!(concat!(env!("OUT_DIR"), "/orders.rs"));
}

/// Accounts and contacts, as Dataverse describes them.
pub mod crm {
    include!(concat!(env!("OUT_DIR"), "/crm.rs"));
}

/// Books, as ASP.NET Core OData describes them.
pub mod bookshop {
    include!(concat!(env!("OUT_DIR"), "/bookshop.rs"));
}

/// The depot of a museum, as SAP CAP describes it: the service that `tests/servers/cap` runs.
pub mod depot {
    include!(concat!(env!("OUT_DIR"), "/depot.rs"));
}

/// The code of the guide in `docs` is compiled, and run against a mock, as this crate's documentation tests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/src/sap.md")]
    mod sap {}
    #[doc = include_str!("../../../docs/src/dataverse.md")]
    mod dataverse {}
    #[doc = include_str!("../../../docs/src/cap.md")]
    mod cap {}
    #[doc = include_str!("../../../docs/src/redfish.md")]
    mod redfish {}
    #[doc = include_str!("../../../docs/src/aspnet.md")]
    mod aspnet {}
    #[doc = include_str!("../../../docs/src/openapi.md")]
    mod openapi {}
    #[doc = include_str!("../../../docs/src/openapi-bodies.md")]
    mod openapi_bodies {}
    #[doc = include_str!("../../../docs/src/openapi-replies.md")]
    mod openapi_replies {}
    #[doc = include_str!("../../../docs/src/openapi-security.md")]
    mod openapi_security {}
}
