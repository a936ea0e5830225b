//! What is posted. In: the JSON of a notification message. Out: its notifications, checked on demand.
//! `Debug` shows neither client states nor tokens nor content.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::{ChangeType, LifecycleEvent, NotificationError};
use crate::error::DecodeError;
use crate::value::{
    Binary, DateTimeOffset, Extra, Field, Json, Mismatch, Model, Named, Place, Slot, Token, View,
    Visit, put_model,
};

/// Declares how a type is read and written. Unlike `model!`, it leaves `Debug` to the type.
macro_rules! message {
    ($type:ident, $type_name:literal, $($name:literal => $field:ident),+) => {
        impl Model for $type {
            fn slot(&mut self, name: &str) -> Place<'_> {
                Place::Declared(match name {
                    $($name => &mut self.$field,)+
                    _ => return Place::Extra(&mut self.extra),
                })
            }

            fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
                $(visit.property($name, self.$field.view());)+
            }

            fn extra(&self) -> &Extra {
                &self.extra
            }
        }

        impl Named for $type {
            const TYPE_NAME: &'static str = $type_name;
        }

        impl Field for $type {
            fn empty() -> Self {
                Self::default()
            }

            fn put(&mut self, token: Token<'_>) -> Result<Slot<'_>, Mismatch> {
                put_model(self, token)
            }

            fn view(&self) -> View<'_> {
                View::Model(self)
            }
        }
    };
}

/// The body of a `POST` to the address of a subscription.
#[derive(Clone, Default)]
pub struct NotificationCollection {
    /// The notifications, of one or several subscriptions.
    pub value: Vec<ChangeNotification>,
    /// With rich notifications: JWTs by which the service shows who it is, one for each application
    /// and tenant. They are **not verified** here.
    pub validation_tokens: Option<Vec<String>>,
    /// What is not declared.
    pub extra: Extra,
}
message!(NotificationCollection, "changeNotificationCollection",
    "value" => value, "validationTokens" => validation_tokens);

impl NotificationCollection {
    /// Reads the body of a `POST`.
    ///
    /// # Errors
    /// If it is not JSON, or not a message of notifications; the error has the path.
    pub fn from_json(body: &[u8]) -> Result<Self, DecodeError> {
        crate::from_json(body)
    }

    /// Whether every notification has the client state that the subscription was created with; see
    /// [`ChangeNotification::has_client_state`].
    ///
    /// # Errors
    /// With the first that has not.
    pub fn check_client_state(&self, expected: &str) -> Result<(), NotificationError> {
        let wrong = |notification: &ChangeNotification| !notification.has_client_state(expected);
        match self.value.iter().position(wrong) {
            Some(index) => Err(NotificationError::ClientState { index }),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for NotificationCollection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tokens = self.validation_tokens.as_ref().map_or(0, Vec::len);
        f.debug_struct("NotificationCollection")
            .field("value", &self.value)
            .field("validation_tokens", &format_args!("{tokens} tokens"))
            .finish_non_exhaustive()
    }
}

/// One notification: of a change, or of an event in the life of the subscription.
#[derive(Clone, Default)]
pub struct ChangeNotification {
    /// The notification's own id.
    pub id: Option<String>,
    /// The subscription that it comes from.
    pub subscription_id: Option<String>,
    /// When the subscription ends unless it is renewed.
    pub subscription_expiration_date_time: Option<DateTimeOffset>,
    /// The secret that the subscription was created with.
    pub client_state: Option<String>,
    /// What happened to the resource; `None` in lifecycle notifications.
    pub change_type: Option<ChangeType>,
    /// What happened to the subscription; `None` in notifications of changes.
    pub lifecycle_event: Option<LifecycleEvent>,
    /// The path of the resource, relative to the service.
    pub resource: Option<String>,
    /// What can be said of the resource without encryption: type, id, `ETag`.
    pub resource_data: Option<ResourceData>,
    /// The resource itself, encrypted, in rich notifications.
    pub encrypted_content: Option<EncryptedContent>,
    /// The tenant that the notification comes from.
    pub tenant_id: Option<String>,
    /// The organization that the notification comes from, as lifecycle notifications name it.
    pub organization_id: Option<String>,
    /// What is not declared.
    pub extra: Extra,
}
message!(ChangeNotification, "changeNotification",
    "id" => id, "subscriptionId" => subscription_id,
    "subscriptionExpirationDateTime" => subscription_expiration_date_time,
    "clientState" => client_state, "changeType" => change_type,
    "lifecycleEvent" => lifecycle_event, "resource" => resource, "resourceData" => resource_data,
    "encryptedContent" => encrypted_content, "tenantId" => tenant_id,
    "organizationId" => organization_id);

impl ChangeNotification {
    /// Whether it has the client state that the subscription was created with. How long this takes
    /// says nothing about how much of it is right, but for its length.
    pub fn has_client_state(&self, expected: &str) -> bool {
        let state = self.client_state.as_deref();
        state.is_some_and(|state| {
            verify_slices_are_equal(state.as_bytes(), expected.as_bytes()).is_ok()
        })
    }
}

impl fmt::Debug for ChangeNotification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangeNotification")
            .field("id", &self.id)
            .field("subscription_id", &self.subscription_id)
            .field("change_type", &self.change_type)
            .field("lifecycle_event", &self.lifecycle_event)
            .field("resource", &self.resource)
            .field("encrypted_content", &self.encrypted_content)
            .field("tenant_id", &self.tenant_id)
            .finish_non_exhaustive()
    }
}

/// What a notification says of the resource in clear text.
#[derive(Clone, Default)]
pub struct ResourceData {
    /// The id of the resource.
    pub id: Option<String>,
    /// What is not declared: `@odata.type`, `@odata.id`, `@odata.etag`, and what the service adds.
    pub extra: Extra,
}
message!(ResourceData, "resourceData", "id" => id);

impl ResourceData {
    /// `@odata.type` without its `#`: the qualified type of the resource.
    pub fn type_name(&self) -> Option<&str> {
        let name = self.annotation("@odata.type")?;
        Some(name.strip_prefix('#').unwrap_or(name))
    }

    /// `@odata.id`: the path of the resource.
    pub fn odata_id(&self) -> Option<&str> {
        self.annotation("@odata.id")
    }

    /// `@odata.etag`: the version of the resource.
    pub fn etag(&self) -> Option<&str> {
        self.annotation("@odata.etag")
    }

    fn annotation(&self, name: &str) -> Option<&str> {
        self.extra.get(name).and_then(Json::as_str)
    }
}

impl fmt::Debug for ResourceData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceData")
            .field("id", &self.id)
            .field("type", &self.type_name())
            .finish_non_exhaustive()
    }
}

/// The encrypted resource of a rich notification.
#[derive(Clone, Default)]
pub struct EncryptedContent {
    /// The resource as JSON, encrypted by AES-256-CBC with the data key.
    pub data: Option<Binary>,
    /// HMAC-SHA256 of `data` with the data key.
    pub data_signature: Option<Binary>,
    /// The data key, encrypted by RSA-OAEP (SHA-1) with the public key of the certificate.
    pub data_key: Option<Binary>,
    /// The name that the subscription gave to the certificate: it says which private key is needed.
    pub encryption_certificate_id: Option<String>,
    /// The SHA-1 thumbprint of the certificate, in hexadecimal digits.
    pub encryption_certificate_thumbprint: Option<String>,
    /// What is not declared.
    pub extra: Extra,
}
message!(EncryptedContent, "changeNotificationEncryptedContent",
    "data" => data, "dataSignature" => data_signature, "dataKey" => data_key,
    "encryptionCertificateId" => encryption_certificate_id,
    "encryptionCertificateThumbprint" => encryption_certificate_thumbprint);

impl fmt::Debug for EncryptedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncryptedContent")
            .field("data", &self.data)
            .field("encryption_certificate_id", &self.encryption_certificate_id)
            .finish_non_exhaustive()
    }
}
