//! What is given twice and need not be refused.

use super::{good, schema, warnings};
use crate::csdl::Expression;

#[test]
fn a_term_declared_twice_is_taken_once() {
    let text =
        schema("<Term Name=\"t\" Type=\"Edm.String\"/>\n<Term Name=\"t\" Type=\"Edm.Int32\"/>");
    assert_eq!(good(&text).model.terms.len(), 1);
    insta::assert_snapshot!(warnings(&text));
}

/// A value of `Org.OData.Capabilities.V1.FilterRestrictions`.
fn filterable(properties: &str) -> String {
    format!(
        "<Annotation Term=\"Org.OData.Capabilities.V1.FilterRestrictions\"><Record>{properties}</Record></Annotation>\n"
    )
}

const FILTER: &str = "Org.OData.Capabilities.V1.FilterRestrictions";
const YES: &str = "<PropertyValue Property=\"Filterable\" Bool=\"true\"/>";
const NO: &str = "<PropertyValue Property=\"Filterable\" Bool=\"false\"/>";
const MORE: &str = "<PropertyValue Property=\"RequiresFilter\" Bool=\"true\"/>";

#[test]
fn annotations_that_contradict_claim_nothing() {
    let (yes, no) = (filterable(YES), filterable(&[MORE, NO].concat()));
    let text = schema(&format!(
        "<EntityType Name=\"a\">\n{yes}</EntityType>\n\
         <Annotations Target=\"n.a\">\n{no}{yes}\
         <Annotation Term=\"n.b\" Int=\"1\"/>\n<Annotation Term=\"n.b\" Int=\"2\"/>\n\
         <Annotation Term=\"n.b\" Qualifier=\"other\" Int=\"3\"/></Annotations>"
    ));
    let model = good(&text).model;
    let annotations = &model.structured[0].annotations;
    let filter = annotations.get(FILTER).and_then(|it| it.value.as_ref());
    let claimed = |name| {
        filter
            .and_then(|it| it.property(name))
            .and_then(Expression::as_bool)
    };
    assert_eq!(claimed("Filterable"), None);
    assert_eq!(claimed("RequiresFilter"), Some(true));
    assert_eq!(annotations.all(FILTER).count(), 1);
    assert_eq!(annotations.all("n.b").count(), 1);
    assert!(annotations.get("n.b").is_none());
    insta::assert_snapshot!(warnings(&text));
}

#[test]
fn annotations_that_say_the_same_twice_say_it() {
    let text = schema(&format!(
        "<EntityType Name=\"a\">{}{}</EntityType>",
        filterable(&[NO, MORE].concat()),
        filterable(&[MORE, NO].concat())
    ));
    let resolved = good(&text);
    assert_eq!(resolved.warnings, []);
    let annotations = &resolved.model.structured[0].annotations;
    assert_eq!(annotations.all(FILTER).count(), 1);
    let filter = annotations.get(FILTER).and_then(|it| it.value.as_ref());
    let filterable = filter.and_then(|it| it.property("Filterable"));
    assert_eq!(filterable.and_then(Expression::as_bool), Some(false));
}

#[test]
fn of_two_descriptions_the_first_is_taken() {
    let text = schema(
        "<ComplexType Name=\"a\"><Annotation Term=\"Core.Description\" String=\"One.\"/>\n\
         <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"Two.\"/></ComplexType>",
    );
    let model = good(&text).model;
    let said = model.structured[0]
        .annotations
        .string("Org.OData.Core.V1.Description");
    assert_eq!(said, Some("One."));
    insta::assert_snapshot!(warnings(&text));
}

#[test]
fn a_pair_on_all_overloads_is_told_once() {
    let overload = |ty: &str| {
        format!(
            "<ComplexType Name=\"{ty}\"/><Action Name=\"f\" IsBound=\"true\">\
             <Parameter Name=\"it\" Type=\"n.{ty}\"/></Action>"
        )
    };
    let text = schema(&format!(
        "{}{}<Annotations Target=\"n.f\"><Annotation Term=\"n.b\" Int=\"1\"/>\
         <Annotation Term=\"n.b\" Int=\"2\"/></Annotations>",
        overload("a"),
        overload("c")
    ));
    assert_eq!(good(&text).warnings.len(), 1);
}
