//! Corrections of what can be done with resources.

use super::*;

#[test]
fn capabilities_are_set_on_types_and_on_navigation_properties() {
    let model = applied(
        r#"
        [[navigation]]
        type = "ns.item"
        name = "parent"
        is = "ns.item"
        reason = "r"
        [[capability]]
        type = "ns.file"
        term = "UpdateRestrictions"
        property = "UpdateMethod"
        is = "Org.OData.Capabilities.V1.HttpMethod/PUT"
        reason = "r"
        [[capability]]
        type = "ns.file"
        term = "UpdateRestrictions"
        property = "Updatable"
        is = true
        reason = "r"
        [[capability]]
        type = "ns.item"
        navigation = "parent"
        term = "CountRestrictions"
        property = "Countable"
        is = false
        reason = "r"
        "#,
        false,
    )
    .unwrap();
    let update = model[FILE]
        .annotations
        .get("Org.OData.Capabilities.V1.UpdateRestrictions")
        .unwrap();
    let record = update.value.as_ref().unwrap();
    assert_eq!(record.property("Updatable").unwrap().as_bool(), Some(true));
    let method = record.property("UpdateMethod").unwrap();
    assert!(format!("{method:?}").contains("HttpMethod/PUT"));
    let parent = &model[ITEM].navigation[0].annotations;
    let count = parent
        .get("Org.OData.Capabilities.V1.CountRestrictions")
        .unwrap();
    let count = count.value.as_ref().unwrap().property("Countable").unwrap();
    assert_eq!(count.as_bool(), Some(false));
}

#[test]
fn capabilities_that_change_nothing_or_stand_nowhere_are_errors() {
    let entry = |rest: &str| {
        format!(
            "[[capability]]\ntype = \"ns.item\"\nterm = \"TopSupported\"\nproperty = \"x\"\nreason = \"r\"\n{rest}\n"
        )
    };
    let error = applied(&entry("is = true\nnavigation = \"nowhere\""), false).unwrap_err();
    assert!(
        error.contains("declares no navigation property `nowhere`"),
        "{error}"
    );
    // A part of the service may lack the property.
    assert!(applied(&entry("is = true\nnavigation = \"nowhere\""), true).is_ok());
    let twice = entry("is = true").repeat(2);
    let error = applied(&twice, false).unwrap_err();
    assert!(
        error.contains("`ns.item@TopSupported/x` says so already"),
        "{error}"
    );
    assert!(error.starts_with("o.toml:7:1"), "{error}");
    assert!(applied(&entry("is = 3"), false).is_err());
}

#[test]
fn containment_is_corrected_and_complex_types_become_resources() {
    let navigation = |contained: bool| {
        format!(
            "[[navigation]]\ntype = \"ns.item\"\nname = \"parent\"\nis = \"ns.item\"\ncontained = {contained}\nreason = \"r\"\n"
        )
    };
    let both = format!("{}{}", navigation(true), navigation(false));
    let model = applied(&both, false).unwrap();
    assert!(!model[ITEM].navigation[0].contains_target);
    let error = applied(&navigation(true).repeat(2), false).unwrap_err();
    assert!(error.contains("has `parent` already"), "{error}");

    let resource = |ty: &str| format!("[[resource]]\ntype = \"{ty}\"\nreason = \"r\"\n");
    assert_eq!(
        described(&resource("ns.blob"), false)
            .unwrap()
            .conventions
            .resources
            .len(),
        1
    );
    let error = applied(&resource("ns.item"), false).unwrap_err();
    assert!(error.contains("is an entity type"), "{error}");
}
