//! Types as the generator writes them.

use service_client::{
    Either, Extra, Field, Json, Map, Model,
    codegen::{Place, Visit},
};

macro_rules! model {
    ($type:ident, $name:literal, $($member:ident: $wire:literal $kind:ty [$visit:ident]),+) => {
        #[derive(Clone, Default)]
        pub(crate) struct $type {
            $(pub(crate) $member: Option<$kind>,)+
            pub(crate) extra: Extra,
        }

        impl Model for $type {
            fn slot(&mut self, name: &str) -> Place<'_> {
                Place::Declared(match name {
                    $($wire => &mut self.$member,)+
                    _ => return Place::Extra(&mut self.extra),
                })
            }

            fn each<'a>(&'a self, visit: &mut Visit<'_, 'a>) {
                $(visit.$visit($wire, self.$member.view());)+
            }

            fn extra(&self) -> &Extra {
                &self.extra
            }
        }
        service_client::codegen::model!($type, $name);
    };
}

model!(Pet, "Pet", id: "id" i64 [read_only], name: "name" String [property], tag: "tag" String [property]);
model!(Address, "Address", city: "city" String [property], line1: "line1" String [property]);
model!(
    CustomerBody, "CustomerBody",
    name: "name" String [property],
    address: "address" Either<Address, String> [property],
    metadata: "metadata" Map<String> [property],
    expand: "expand" Vec<String> [property],
    items: "items" Vec<Map<Json>> [property],
    balance: "balance" i64 [property]
);
model!(Problem, "Problem", title: "title" String [property], status: "status" i32 [property]);
model!(Chunk, "Chunk", id: "id" String [property], delta: "delta" String [property]);
model!(PetPage, "PetPage", data: "data" Vec<Pet> [property], more: "has_more" bool [property]);

pub(crate) fn pet(name: &str) -> Pet {
    Pet {
        id: Some(7),
        name: Some(name.to_owned()),
        ..Pet::default()
    }
}
