"""Runs in the peers' environment: orders of one title, by threads.

Reads rounds from standard input, one JSON object a line: `orders` to place, by `threads`, with
`copies` in stock. Answers with the `seconds` taken and the orders `placed`.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import count
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.oscar.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from oscar.core.loading import get_class, get_model

Basket = get_model("basket", "Basket")
Country = get_model("address", "Country")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
ShippingAddress = get_model("order", "ShippingAddress")
StockRecord = get_model("partner", "StockRecord")
Free = get_class("shipping.methods", "Free")
OrderCreator = get_class("order.utils", "OrderCreator")
OrderTotalCalculator = get_class("checkout.calculators", "OrderTotalCalculator")
Selector = get_class("partner.strategy", "Selector")

_numbers = count(1)


def title_with(copies: int) -> Any:  # noqa: ANN401 - oscar names its classes when it runs
    """Return a product with copies in stock."""
    kind, _ = ProductClass.objects.get_or_create(name="Print", defaults={"track_stock": True})
    partner, _ = Partner.objects.get_or_create(name="Warehouse")
    product = Product.objects.create(title="A guide", product_class=kind)
    StockRecord.objects.create(
        product=product,
        partner=partner,
        partner_sku=str(product.pk),
        price=Decimal("0.00"),
        num_in_stock=copies,
    )
    return product


def place(product: Any) -> bool:  # noqa: ANN401
    """Order one copy as its checkout does: look whether it may be had, then place the order."""
    try:
        strategy = Selector().strategy()
        basket = Basket.objects.create()
        basket.strategy = strategy
        basket.add_product(Product.objects.get(pk=product.pk), 1)
        permitted, _ = strategy.fetch_for_product(product).availability.is_purchase_permitted(1)
        if not permitted:
            return False
        method = Free()
        charge = method.calculate(basket)
        address = ShippingAddress.objects.create(
            first_name="Jordan",
            last_name="Ames",
            line1="12 Old Mill Road",
            line4="Columbus",
            state="OH",
            postcode="43215",
            country=Country.objects.get(pk="US"),
        )
        with transaction.atomic():
            OrderCreator().place_order(
                basket=basket,
                total=OrderTotalCalculator().calculate(basket, charge),
                shipping_method=method,
                shipping_charge=charge,
                shipping_address=address,
                order_number=f"{os.getpid()}-{next(_numbers)}",
                guest_email="jordan.ames@agency.example",
            )
            basket.submit()
    except Exception as refusal:  # noqa: BLE001 - oscar refuses by several kinds of exceptions
        sys.stderr.write(f"{type(refusal).__name__}: {refusal}\n")
        return False
    return True


def run(orders: int, threads: int, copies: int) -> dict[str, float]:
    """Place orders by threads; each thread keeps its connection."""
    product = title_with(copies)
    start = time.perf_counter()

    def work(share: int) -> int:
        try:
            return sum(place(product) for _ in range(share))
        finally:
            connection.close()

    shares = [len(range(first, orders, threads)) for first in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        placed = sum(pool.map(work, shares))
    return {"seconds": time.perf_counter() - start, "placed": placed}


def rounds() -> Iterator[dict[str, int]]:
    """Yield what is asked for."""
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    """Set up, say so, and answer round by round."""
    call_command("migrate", verbosity=0, interactive=False)
    Country.objects.get_or_create(
        pk="US", defaults={"printable_name": "United States", "is_shipping_country": True}
    )
    print("ready", flush=True)
    for asked in rounds():
        print(json.dumps(run(**asked)), flush=True)


if __name__ == "__main__":
    main()
