//! What the reader keeps of every element.

use super::{clean, document, good};
use crate::csdl::{ChildElement, Expression, OperationElement, TypeElement, read};

#[test]
fn wrapper_and_references() {
    let text = document("").replace(
        "<edmx:DataServices>",
        "<edmx:Reference Uri=\"u\"><edmx:Include Namespace=\"a.b\" Alias=\"self\"/>\
         <edmx:IncludeAnnotations TermNamespace=\"t\" Qualifier=\"q\" TargetNamespace=\"n\"/>\
         </edmx:Reference><edmx:DataServices>",
    );
    let document = clean(&text);
    let reference = &document.references[0];
    assert_eq!(reference.uri, "u");
    assert_eq!(reference.includes[0].namespace, "a.b");
    assert_eq!(reference.includes[0].alias.as_deref(), Some("self"));
    assert_eq!(
        reference.include_annotations[0].target_namespace.as_deref(),
        Some("n")
    );
    assert_eq!(document.version, "4.0");
    assert_eq!(clean(&text.replace("\"4.0\"", "\"4.01\"")).version, "4.01");
}

#[test]
fn types_and_their_members() {
    let document = clean(&document(
        "<EntityType Name=\"a\" BaseType=\"n.b\" Abstract=\"true\" OpenType=\"true\" HasStream=\"false\">\n\
         <Key><PropertyRef Name=\"c/d\" Alias=\"e\"/></Key>\n\
         <Property Name=\"p\" Type=\"Collection(Edm.String)\" Nullable=\"false\" MaxLength=\"max\" \
           Precision=\"3\" Scale=\"variable\" SRID=\"4326\" Unicode=\"false\" DefaultValue=\"\"/>\n\
         <NavigationProperty Name=\"q\" Type=\"n.b\" Partner=\"r\" ContainsTarget=\"true\">\
         <OnDelete Action=\"Cascade\"/><ReferentialConstraint Property=\"x\" ReferencedProperty=\"y\"/>\
         </NavigationProperty></EntityType>\n\
         <EnumType Name=\"e\" IsFlags=\"true\" UnderlyingType=\"Edm.Byte\"><Member Name=\"m\" Value=\"-1\"/></EnumType>\n\
         <TypeDefinition Name=\"t\" UnderlyingType=\"Edm.Decimal\" Scale=\"2\"/>\n\
         <Term Name=\"u\" Type=\"Core.Tag\" BaseTerm=\"n.v\" DefaultValue=\"true\" AppliesTo=\"Property Term\"/>",
    ));
    let schema = &document.schemas[0];
    let ty = &schema.structured[0];
    assert_eq!((ty.element, ty.is_abstract), (TypeElement::Entity, true));
    assert_eq!((ty.is_open, ty.has_stream), (Some(true), Some(false)));
    assert_eq!(
        (ty.key[0].path.as_str(), ty.key[0].alias.as_deref()),
        ("c/d", Some("e"))
    );
    assert_eq!((ty.position.line, ty.position.column), (5, 1));
    let property = &ty.properties[0];
    assert_eq!(
        (property.ty.as_str(), property.nullable),
        ("Collection(Edm.String)", Some(false))
    );
    assert_eq!(
        (property.facets.max_length, property.facets.precision),
        (None, Some(3))
    );
    assert_eq!(property.facets.scale.as_deref(), Some("variable"));
    assert_eq!(property.default_value.as_deref(), Some(""));
    assert_eq!((property.position.line, property.position.column), (7, 1));
    let navigation = &ty.navigation[0];
    assert!(navigation.contains_target && navigation.on_delete.is_some());
    assert_eq!(navigation.constraints[0].referenced_property, "y");
    assert_eq!(schema.enums[0].members[0].value, Some(-1));
    assert_eq!(schema.definitions[0].underlying, "Edm.Decimal");
    assert_eq!(schema.terms[0].applies_to.as_deref(), Some("Property Term"));
}

#[test]
fn operations_and_container() {
    let document = clean(&document(
        "<Function Name=\"f\" IsBound=\"true\" IsComposable=\"true\" EntitySetPath=\"p/q\">\
         <Parameter Name=\"p\" Type=\"n.a\" Nullable=\"false\"/><ReturnType Type=\"Edm.Stream\"/></Function>\
         <Action Name=\"g\"/>\
         <EntityContainer Name=\"C\" Extends=\"n.D\">\
         <EntitySet Name=\"s\" EntityType=\"n.a\" IncludeInServiceDocument=\"false\">\
         <NavigationPropertyBinding Path=\"x/n.b/y\" Target=\"s/z\"/></EntitySet>\
         <Singleton Name=\"t\" Type=\"n.a\"/>\
         <ActionImport Name=\"i\" Action=\"n.g\"/>\
         <FunctionImport Name=\"j\" Function=\"n.f\" EntitySet=\"s\"/></EntityContainer>",
    ));
    let schema = &document.schemas[0];
    let [function, action] = &schema.operations[..] else {
        panic!("two operations")
    };
    assert_eq!(
        (function.element, function.is_bound),
        (OperationElement::Function, true)
    );
    assert_eq!(function.entity_set_path.as_deref(), Some("p/q"));
    assert_eq!(
        (action.element, action.returns.is_none()),
        (OperationElement::Action, true)
    );
    let container = &schema.containers[0];
    assert_eq!(container.extends.as_deref(), Some("n.D"));
    let kinds: Vec<ChildElement> = container
        .children
        .iter()
        .map(|child| child.element)
        .collect();
    assert_eq!(
        kinds,
        [
            ChildElement::EntitySet,
            ChildElement::Singleton,
            ChildElement::ActionImport,
            ChildElement::FunctionImport
        ]
    );
    assert_eq!(container.children[0].bindings[0].path, "x/n.b/y");
    assert_eq!(container.children[3].entity_set.as_deref(), Some("s"));
}

#[test]
fn text_and_references_are_decoded() {
    let document = clean(&document(
        "<Annotation Term=\"a.b\" String=\"&lt;é&#x20AC;&amp;&#10;x\n\ty\"/>\
         <Annotation Term=\"a.c\"><String> one &amp; <![CDATA[<two>]]><!-- not this --> </String></Annotation>\
         <Annotation Term=\"a.d\"><String>  </String></Annotation>",
    ));
    let text: Vec<_> = document.schemas[0]
        .annotations
        .iter()
        .map(|annotation| {
            annotation
                .value
                .as_ref()
                .and_then(Expression::as_str)
                .unwrap_or_default()
        })
        .collect();
    assert_eq!(text, ["<é€&\nx  y", " one & <two> ", "  "]);
}

#[test]
fn default_namespace_and_prefixes_are_alike() {
    let prefixed = "<e:Edmx Version=\"4.0\" xmlns:e=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns:d=\"http://docs.oasis-open.org/odata/ns/edm\"><e:DataServices><d:Schema Namespace=\"n\">\
         <d:ComplexType Name=\"a\"/></d:Schema></e:DataServices></e:Edmx>";
    assert_eq!(clean(prefixed).schemas[0].structured[0].name, "a");
}

#[test]
fn a_large_document_takes_linear_time() {
    // Where time grew with the square of the size, this would take minutes.
    let types: Vec<String> = (0..40_000)
        .map(|n| format!("<ComplexType Name=\"t{n}\"/>\n"))
        .collect();
    let types = types.concat();
    assert_eq!(
        good(&document(&types)).document.schemas[0].structured.len(),
        40_000
    );
}

#[test]
fn no_prefix_of_a_document_panics() {
    let text = document("<EntityType Name=\"é\"><Key><PropertyRef Name=\"a\"/></Key></EntityType>");
    for end in 0..text.len() {
        let read = read("t.xml", text.as_bytes().get(..end).unwrap_or_default());
        assert!(read.is_err(), "the first {end} bytes are no document");
    }
}
