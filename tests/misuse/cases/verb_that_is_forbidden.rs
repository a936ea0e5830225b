use shop::ShopClient;

fn main() {}

pub fn misuses(shop: &ShopClient) {
    let _ = shop.shelves().by_aisle_and_number("A", 2).delete();
}
