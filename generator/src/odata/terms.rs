//! The names of the terms that are read or written.

/// The namespace of the vocabulary Capabilities, with the dot before a term's name.
pub(crate) const CAPABILITIES: &str = "Org.OData.Capabilities.V1.";

pub(crate) const ALTERNATE_KEYS: &str = "Org.OData.Core.V1.AlternateKeys";
/// The term of the community that services had before that of Core, which is built alike.
pub(crate) const COMMUNITY_ALTERNATE_KEYS: &str = "OData.Community.Keys.V1.AlternateKeys";
pub(crate) const COMPUTED: &str = "Org.OData.Core.V1.Computed";
pub(crate) const DESCRIPTION: &str = "Org.OData.Core.V1.Description";
/// Of SAP's vocabulary Common, as the two others.
pub(crate) const HEADING: &str = "com.sap.vocabularies.Common.v1.Heading";
pub(crate) const IMMUTABLE: &str = "Org.OData.Core.V1.Immutable";
pub(crate) const LABEL: &str = "com.sap.vocabularies.Common.v1.Label";
pub(crate) const LONG_DESCRIPTION: &str = "Org.OData.Core.V1.LongDescription";
#[cfg(feature = "cli")]
pub(crate) const OPERATION_AVAILABLE: &str = "Org.OData.Core.V1.OperationAvailable";
pub(crate) const OPERATION_RESTRICTIONS: &str = "Org.OData.Capabilities.V1.OperationRestrictions";
/// On a set whose changes take an ETag.
pub(crate) const OPTIMISTIC_CONCURRENCY: &str = "Org.OData.Core.V1.OptimisticConcurrency";
pub(crate) const OPTIONAL_PARAMETER: &str = "Org.OData.Core.V1.OptionalParameter";
pub(crate) const PERMISSIONS: &str = "Org.OData.Core.V1.Permissions";
pub(crate) const QUICK_INFO: &str = "com.sap.vocabularies.Common.v1.QuickInfo";
pub(crate) const REVISIONS: &str = "Org.OData.Core.V1.Revisions";

/// Terms whose values are words for people, which claim nothing.
pub(crate) const TEXTS: [&str; 5] = [DESCRIPTION, LONG_DESCRIPTION, LABEL, QUICK_INFO, HEADING];
