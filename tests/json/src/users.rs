//! Users: a page as an administrator's tool reads it, and a page of changes.

use serde_json::{Value, json};

use crate::{Chance, page};

const NAMES: &[&str] = &[
    "Adele", "Alex", "Diego", "Grady", "Isaiah", "Joni", "Lee", "Megan", "Zoë",
];
const SURNAMES: &[&str] = &[
    "Vance",
    "Wilber",
    "Siciliani",
    "Archie",
    "Langer",
    "Sherman",
    "Gu",
    "Bowen",
    "Núñez",
];
const TITLES: &[&str] = &[
    "Buyer",
    "Retail Manager",
    "Engineer II",
    "Director, Sales",
    "Paralegal",
];
const SERVICES: &[&str] = &[
    "exchange",
    "SharePoint",
    "MicrosoftCommunicationsOnline",
    "TeamspaceAPI",
    "YammerEnterprise",
];

/// A page of 999 users, with nearly all that is stored of them.
pub fn users() -> Value {
    page("users", "@odata.nextLink", (0..999).map(user).collect())
}

/// A page of changes: a few properties of most users, removals, changes of the manager.
pub fn delta() -> Value {
    page(
        "users/$delta",
        "@odata.deltaLink",
        (0..500).map(change).collect(),
    )
}

fn user(number: u64) -> Value {
    let mut chance = Chance::new(number);
    let (name, surname) = (chance.pick(NAMES), chance.pick(SURNAMES));
    let account = format!("{name}.{surname}.{number}").to_lowercase();
    let mut user = json!({
        "id": chance.guid(),
        "deletedDateTime": null,
        "accountEnabled": number % 9 != 0,
        "ageGroup": null,
        "businessPhones": [format!("+1 425 555 {:04}", chance.below(10_000))],
        "city": "Seattle",
        "companyName": null,
        "consentProvidedForMinor": null,
        "country": "United States",
        "createdDateTime": chance.date(),
        "creationType": null,
        "department": chance.pick(&["Marketing", "Legal", "Operations & Planning", "R&D"]),
        "displayName": format!("{name} {surname}"),
        "employeeHireDate": chance.date(),
        "employeeId": format!("{number:08}"),
        "employeeOrgData": { "costCenter": "CC-1017", "division": "Sales \"West\"" },
        "employeeType": "Employee",
        "externalUserState": null,
        "givenName": name,
        "jobTitle": chance.pick(TITLES),
        "lastPasswordChangeDateTime": chance.date(),
        "mail": format!("{account}@contoso.onmicrosoft.com"),
        "mailNickname": account,
        "mobilePhone": null,
        "officeLocation": format!("{}/{:04}", chance.below(40), chance.below(10_000)),
        "otherMails": [],
        "passwordPolicies": "DisablePasswordExpiration",
        "postalCode": "98109",
        "preferredLanguage": "en-US",
        "showInAddressList": true,
        "state": "WA",
        "streetAddress": "9256 Towne Center Dr., Suite 400",
        "surname": surname,
        "usageLocation": "US",
        "userPrincipalName": format!("{account}@contoso.onmicrosoft.com"),
        "userType": "Member",
        "extension_ab603c56068041afb2f6832e2a17e237_skypeId": format!("live:{account}"),
    });
    let more = [
        stored_elsewhere(&mut chance, &account),
        licensed(&mut chance),
    ];
    for (name, value) in more
        .into_iter()
        .filter_map(|more| more.as_object().cloned())
        .flatten()
    {
        user[name] = value;
    }
    user
}

fn stored_elsewhere(chance: &mut Chance, account: &str) -> Value {
    json!({
        "identities": [
            { "signInType": "userPrincipalName", "issuer": "contoso.onmicrosoft.com", "issuerAssignedId": account },
        ],
        "imAddresses": [format!("{account}@contoso.onmicrosoft.com")],
        "proxyAddresses": [
            format!("SMTP:{account}@contoso.onmicrosoft.com"),
            format!("smtp:{account}@contoso.com"),
        ],
        "onPremisesDistinguishedName": format!("CN={account},OU=Users,OU=West,DC=contoso,DC=com"),
        "onPremisesDomainName": "contoso.com",
        "onPremisesImmutableId": chance.key(24),
        "onPremisesLastSyncDateTime": chance.date(),
        "onPremisesSamAccountName": account,
        "onPremisesSecurityIdentifier": "S-1-5-21-2032811547-3415117230-1203419845-1155",
        "onPremisesSyncEnabled": true,
        "onPremisesProvisioningErrors": [],
        "onPremisesExtensionAttributes": {
            "extensionAttribute1": "NW", "extensionAttribute2": chance.words(3), "extensionAttribute3": null,
            "extensionAttribute4": null, "extensionAttribute5": "2019",
        },
        "signInActivity": {
            "lastSignInDateTime": chance.date(),
            "lastSignInRequestId": chance.guid(),
            "lastNonInteractiveSignInDateTime": chance.date(),
            "lastNonInteractiveSignInRequestId": chance.guid(),
        },
    })
}

fn licensed(chance: &mut Chance) -> Value {
    let plan = |chance: &mut Chance| {
        json!({
            "assignedDateTime": chance.date(),
            "capabilityStatus": chance.pick(&["Enabled", "Deleted"]),
            "service": chance.pick(SERVICES),
            "servicePlanId": chance.guid(),
        })
    };
    let provisioned = |chance: &mut Chance| {
        json!({
            "capabilityStatus": "Enabled",
            "provisioningStatus": "Success",
            "service": chance.pick(SERVICES),
        })
    };
    json!({
        "assignedLicenses": [
            { "disabledPlans": [chance.guid(), chance.guid()], "skuId": chance.guid() },
            { "disabledPlans": [], "skuId": chance.guid() },
        ],
        "assignedPlans": (0..6).map(|_| plan(chance)).collect::<Vec<_>>(),
        "provisionedPlans": (0..4).map(|_| provisioned(chance)).collect::<Vec<_>>(),
    })
}

fn change(number: u64) -> Value {
    let mut chance = Chance::new(number + 7000);
    if number % 10 == 0 {
        return json!({ "id": chance.guid(), "@removed": { "reason": "changed" } });
    }
    let mut change = json!({
        "id": chance.guid(),
        "displayName": format!("{} {}", chance.pick(NAMES), chance.pick(SURNAMES)),
        "jobTitle": chance.pick(TITLES),
        "mobilePhone": null,
        "businessPhones": [format!("+1 425 555 {:04}", chance.below(10_000))],
        "officeLocation": format!("{}/{:04}", chance.below(40), chance.below(10_000)),
        "onPremisesLastSyncDateTime": chance.date(),
    });
    if number % 5 == 0 {
        change["manager@delta"] =
            json!([{ "@odata.type": "#microsoft.graph.user", "id": chance.guid() }]);
    }
    change
}
