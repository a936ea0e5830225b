//! What a notification is about. In: member names in JSON. Out: enumerations that keep unknown ones.

use crate::Enumeration;

/// What happened to the resource.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeType {
    /// It is new.
    Created,
    /// It has changed, or was marked as deleted.
    Updated,
    /// It is gone.
    Deleted,
    /// A kind that this crate does not know.
    Unrecognized(String),
}

impl Enumeration for ChangeType {
    const MEMBERS: &'static [Self] = &[Self::Created, Self::Updated, Self::Deleted];

    fn as_str(&self) -> &str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
            Self::Unrecognized(text) => text,
        }
    }

    fn unrecognized(text: String) -> Self {
        Self::Unrecognized(text)
    }
}
crate::enumeration!(ChangeType, "changeType");

/// What happened to the subscription itself; posted to its lifecycle address.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LifecycleEvent {
    /// Access is about to end: reauthorize or renew the subscription, or its notifications stop.
    ReauthorizationRequired,
    /// The subscription is gone: create another, and read what changed in between.
    SubscriptionRemoved,
    /// Notifications were lost: read the resource anew, for example by a delta query.
    Missed,
    /// An event that this crate does not know.
    Unrecognized(String),
}

impl Enumeration for LifecycleEvent {
    const MEMBERS: &'static [Self] = &[
        Self::ReauthorizationRequired,
        Self::SubscriptionRemoved,
        Self::Missed,
    ];

    fn as_str(&self) -> &str {
        match self {
            Self::ReauthorizationRequired => "reauthorizationRequired",
            Self::SubscriptionRemoved => "subscriptionRemoved",
            Self::Missed => "missed",
            Self::Unrecognized(text) => text,
        }
    }

    fn unrecognized(text: String) -> Self {
        Self::Unrecognized(text)
    }
}
crate::enumeration!(LifecycleEvent, "lifecycleEventType");
