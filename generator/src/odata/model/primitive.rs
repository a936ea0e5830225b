//! The types of the namespace `Edm`.
//!
//! What comes in: a name without namespace. What goes out: the primitive type (OData CSDL XML 4.01,
//! sections 4.4 and 4.5).

use super::types::Primitive;

/// Every name of `Edm`, for suggestions too.
pub(super) const NAMES: [(&str, Primitive); 43] = [
    ("Binary", Primitive::Binary),
    ("Boolean", Primitive::Boolean),
    ("Byte", Primitive::Byte),
    ("Date", Primitive::Date),
    ("DateTimeOffset", Primitive::DateTimeOffset),
    ("Decimal", Primitive::Decimal),
    ("Double", Primitive::Double),
    ("Duration", Primitive::Duration),
    ("Guid", Primitive::Guid),
    ("Int16", Primitive::Int16),
    ("Int32", Primitive::Int32),
    ("Int64", Primitive::Int64),
    ("SByte", Primitive::SByte),
    ("Single", Primitive::Single),
    ("Stream", Primitive::Stream),
    ("String", Primitive::String),
    ("TimeOfDay", Primitive::TimeOfDay),
    ("Geography", Primitive::Geo),
    ("GeographyPoint", Primitive::Geo),
    ("GeographyLineString", Primitive::Geo),
    ("GeographyPolygon", Primitive::Geo),
    ("GeographyMultiPoint", Primitive::Geo),
    ("GeographyMultiLineString", Primitive::Geo),
    ("GeographyMultiPolygon", Primitive::Geo),
    ("GeographyCollection", Primitive::Geo),
    ("Geometry", Primitive::Geo),
    ("GeometryPoint", Primitive::Geo),
    ("GeometryLineString", Primitive::Geo),
    ("GeometryPolygon", Primitive::Geo),
    ("GeometryMultiPoint", Primitive::Geo),
    ("GeometryMultiLineString", Primitive::Geo),
    ("GeometryMultiPolygon", Primitive::Geo),
    ("GeometryCollection", Primitive::Geo),
    ("EntityType", Primitive::Any),
    ("ComplexType", Primitive::Any),
    ("PrimitiveType", Primitive::Any),
    ("Untyped", Primitive::Any),
    ("AnnotationPath", Primitive::Any),
    ("AnyPropertyPath", Primitive::Any),
    ("ModelElementPath", Primitive::Any),
    ("NavigationPropertyPath", Primitive::Any),
    ("PropertyPath", Primitive::Any),
    ("AnyPath", Primitive::Any),
];

/// The type of a name without `Edm.`.
pub(crate) fn primitive(name: &str) -> Option<Primitive> {
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, primitive)| *primitive)
}

/// Whether an enumeration may have the type underneath.
pub(super) fn is_integer(primitive: Primitive) -> bool {
    matches!(
        primitive,
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64
    )
}
