//! Facts about a place of a service, and the terms of the vocabulary that say them.

/// What is allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    Read,
    ReadByKey,
    Insert,
    Update,
    Delete,
    Upsert,
    Reference,
    ByKey,
    ChangeTracking,
    Select,
    Expand,
    Filter,
    Search,
    Sort,
    Count,
    Top,
    Skip,
    SkipToken,
}

/// A fact, the term that says it, the property of the term's record (none: the value itself), and how it
/// is called in documentation.
pub(super) const FACTS: &[(Fact, &str, &str, &str)] = &[
    (Fact::Read, "ReadRestrictions", "Readable", "reading"),
    (
        Fact::ReadByKey,
        "ReadRestrictions",
        "ReadByKeyRestrictions",
        "reading by key",
    ),
    (Fact::Insert, "InsertRestrictions", "Insertable", "creating"),
    (Fact::Update, "UpdateRestrictions", "Updatable", "updating"),
    (Fact::Delete, "DeleteRestrictions", "Deletable", "deleting"),
    (
        Fact::Upsert,
        "UpdateRestrictions",
        "Upsertable",
        "creating by an update (upsert)",
    ),
    (
        Fact::Upsert,
        "UpdateRestrictions",
        "UpsertSupported",
        "creating by an update (upsert)",
    ),
    (
        Fact::Upsert,
        "InsertRestrictions",
        "UpsertSupported",
        "creating by an update (upsert)",
    ),
    (
        Fact::Reference,
        "NavigationRestrictions",
        "Referenceable",
        "references (`$ref`)",
    ),
    (Fact::ByKey, "IndexableByKey", "", "access by key"),
    (
        Fact::ChangeTracking,
        "ChangeTracking",
        "Supported",
        "tracking changes (`delta`)",
    ),
    (Fact::Select, "SelectSupport", "Supported", "`$select`"),
    (
        Fact::Select,
        "SelectRestrictions",
        "Selectable",
        "`$select`",
    ),
    (
        Fact::Expand,
        "ExpandRestrictions",
        "Expandable",
        "`$expand`",
    ),
    (
        Fact::Expand,
        "NavigationRestrictions",
        "Expandable",
        "`$expand`",
    ),
    (
        Fact::Filter,
        "FilterRestrictions",
        "Filterable",
        "`$filter`",
    ),
    (
        Fact::Search,
        "SearchRestrictions",
        "Searchable",
        "`$search`",
    ),
    (Fact::Sort, "SortRestrictions", "Sortable", "`$orderby`"),
    (Fact::Count, "CountRestrictions", "Countable", "`$count`"),
    (Fact::Top, "TopSupported", "", "`$top`"),
    (Fact::Skip, "SkipSupported", "", "`$skip`"),
    (Fact::SkipToken, "SkipTokenSupported", "", "`$skiptoken`"),
];

/// Facts that hold only where they are said.
pub(super) const NEWS: &[Fact] = &[Fact::Upsert, Fact::ChangeTracking, Fact::SkipToken];
