//! The names of the services whose URLs are judged, by the rules of the grammar that they match: without them the
//! grammar cannot tell a property from a function.

use serde_json::{Value, json};

/// Names by rule, as the test cases of the ABNF have them.
pub(crate) fn names() -> Value {
    let keys = [
        "Word", "Flag", "Tiny", "Octet", "Short", "Whole", "Long", "Exact", "Id", "Day", "Moment",
        "Hour", "Span", "Kind",
    ];
    let mut sets: Vec<String> = keys.iter().map(|key| format!("AllBy{key}")).collect();
    sets.extend(["Plants", "AllByAll"].map(str::to_owned));
    let parameters = [
        &keys[..],
        &["Near", "Far", "Bytes", "Times", "Words", "Where", "Kinds"],
    ];
    let key_properties = [&keys[..], &["Code", "Mark", "Title", "Tint"]];
    json!({
        "namespacePart": ["garden"],
        "entitySetName": sets,
        "singletonEntity": ["Oldest", "communications"],
        "entityTypeName": ["Plant", "Shrub"],
        "complexTypeName": ["Spot"],
        "typeDefinitionName": [],
        "enumerationTypeName": ["Colour", "Season"],
        "enumerationMember": ["Red", "Green", "Blue", "Spring", "Summer", "Autumn"],
        "primitiveKeyProperty": key_properties.concat(),
        "primitiveNonKeyProperty": [
            "Ripe", "Depth", "Rows", "Shelf", "Pots", "Seeds", "Ratio", "Weight", "Price", "Sown", "Seen", "Opens",
            "Rests", "Hash", "Blooms", "Lane", "Number", "Stems",
        ],
        "primitiveColProperty": ["Tags", "Ranks", "Tints", "Notes"],
        "complexProperty": ["Spot"],
        "complexColProperty": ["Spots"],
        "streamProperty": [],
        "entityNavigationProperty": ["Parent"],
        "entityColNavigationProperty": ["Sprouts", "calls", "participants"],
        "action": [],
        "actionImport": [],
        "entityFunction": [],
        "entityColFunction": ["Pick"],
        "complexFunction": [],
        "complexColFunction": [],
        "primitiveFunction": ["Match"],
        "primitiveColFunction": [],
        "entityFunctionImport": [],
        "entityColFunctionImport": [],
        "complexFunctionImport": [],
        "complexColFunctionImport": [],
        "primitiveFunctionImport": ["Total"],
        "primitiveColFunctionImport": [],
        "parameterName": parameters.concat(),
        "customName": [],
    })
}
