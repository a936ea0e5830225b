//! Vocabularies that are known by name: nobody needs their files.
//!
//! What comes in: a namespace or a customary alias. What goes out: the vocabulary (OData Vocabularies 4.0, and
//! those that SAP's and Microsoft's services refer to).

/// Namespaces of vocabularies and the aliases that their own documents give them.
const KNOWN: &[(&str, &str)] = &[
    ("Org.OData.Core.V1", "Core"),
    ("Org.OData.Capabilities.V1", "Capabilities"),
    ("Org.OData.Validation.V1", "Validation"),
    ("Org.OData.Measures.V1", "Measures"),
    ("Org.OData.Authorization.V1", "Authorization"),
    ("Org.OData.Aggregation.V1", "Aggregation"),
    ("Org.OData.JSON.V1", "JSON"),
    ("Org.OData.Repeatability.V1", "Repeatability"),
    ("Org.OData.Temporal.V1", "Temporal"),
    ("com.sap.vocabularies.Analytics.v1", "Analytics"),
    ("com.sap.vocabularies.CodeList.v1", "CodeList"),
    ("com.sap.vocabularies.Common.v1", "Common"),
    ("com.sap.vocabularies.Communication.v1", "Communication"),
    ("com.sap.vocabularies.DataIntegration.v1", "DataIntegration"),
    ("com.sap.vocabularies.DirectEdit.v1", "DirectEdit"),
    (
        "com.sap.vocabularies.EntityRelationship.v1",
        "EntityRelationship",
    ),
    ("com.sap.vocabularies.Graph.v1", "Graph"),
    ("com.sap.vocabularies.Hierarchy.v1", "Hierarchy"),
    ("com.sap.vocabularies.HTML5.v1", "HTML5"),
    ("com.sap.vocabularies.ODM.v1", "ODM"),
    ("com.sap.vocabularies.Offline.v1", "Offline"),
    ("com.sap.vocabularies.PDF.v1", "PDF"),
    ("com.sap.vocabularies.PersonalData.v1", "PersonalData"),
    ("com.sap.vocabularies.Session.v1", "Session"),
    ("com.sap.vocabularies.UI.v1", "UI"),
    ("OData.Community.Display.V1", "Display"),
    ("OData.Community.Keys.V1", "Keys"),
    ("OData.Community.UrlEscape.V1", "UrlEscape"),
];

/// Vocabularies whose annotations decide what is generated.
const READ: &[&str] = &[
    "Org.OData.Core.V1",
    "Org.OData.Capabilities.V1",
    "OData.Community.Keys.V1",
    "com.sap.vocabularies.Common.v1",
];

/// Whether a namespace is that of a vocabulary that needs no document.
pub(crate) fn is_vocabulary(namespace: &str) -> bool {
    KNOWN.iter().any(|(known, _)| *known == namespace)
}

/// Whether annotations with terms of a namespace decide what is generated.
pub(crate) fn is_read(namespace: &str) -> bool {
    READ.contains(&namespace)
}

/// The OASIS vocabulary that an alias customarily stands for, for documents that do not declare it.
pub(crate) fn by_alias(alias: &str) -> Option<&'static str> {
    KNOWN
        .iter()
        .find(|(namespace, known)| namespace.starts_with("Org.OData.") && *known == alias)
        .map(|(namespace, _)| *namespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabularies_are_known_by_name_and_alias() {
        for name in [
            "Core",
            "Capabilities",
            "Validation",
            "Measures",
            "Authorization",
            "Aggregation",
            "JSON",
            "Repeatability",
            "Temporal",
        ] {
            let namespace = format!("Org.OData.{name}.V1");
            assert!(is_vocabulary(&namespace), "{name}");
            assert_eq!(by_alias(name), Some(namespace.as_str()));
        }
        assert!(is_vocabulary("com.sap.vocabularies.Common.v1"));
        assert!(!is_vocabulary("Some.Vocabulary.V1"));
        assert_eq!(by_alias("UI"), None);
        assert!(is_read("Org.OData.Core.V1") && !is_read("Org.OData.Temporal.V1"));
    }
}
