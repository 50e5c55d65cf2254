"""Who gets past the door of which address: the table that test_roles.py holds the admin to.

C clerks, R reviewers, N managers, A auditors, E editors, M moderators, S the superuser; an empty
place lets nobody of them in. First who may look (GET), then who may act (POST). `bulk` lets in
whoever may look: its steps ask for themselves. A look at an address that only acts leads back to
what it is about. Catalog, search, pages and Wagtail's own are in doors_elsewhere.py.
"""

ROLES = {
    "C": "Fulfillment clerks",
    "R": "Reviewers",
    "N": "Managers",
    "A": "Auditors",
    "E": "Editors",
    "M": "Moderators",
    "S": "",  # in no group
}

_TABLE = """
fulfillment:queue               | CRNAS   |
fulfillment:shipments           | CRNAS   |
fulfillment:bulk_preview        | CRNAS   | CRNAS
fulfillment:bulk_start          | CRNAS   | CRNAS
fulfillment:desk                | CRNAS   |
fulfillment:order               | CRNAS   |
fulfillment:ask                 | CRNS    | CRNS
fulfillment:approve             | CRNS    | CRNS
fulfillment:hold                | CRNS    | CRNS
fulfillment:decline             | CRNS    | CRNS
fulfillment:allocate_waiting    |         | CNS
fulfillment:allocate            | CNS     | CNS
fulfillment:cancel              | CNS     | CNS
fulfillment:pick                | CNS     | CNS
fulfillment:ship                | CNS     | CNS
fulfillment:cancel_shipment     | CNS     | CNS
fulfillment:return              | CNS     | CNS
fulfillment:packing_slip        | CRNAS   |
fulfillment:packing             | CNS     | CNS
fulfillment:command_sheet       | CNS     |
fulfillment:waves               | CRNAS   |
fulfillment:choose_wave         | CNS     | CNS
fulfillment:wave                | CRNAS   |
fulfillment:start_wave          | CNS     | CNS
fulfillment:pick_wave           | CNS     | CNS
fulfillment:short_pick          | CNS     | CNS
fulfillment:cancel_wave         | CNS     | CNS
fulfillment:pick_list           | CRNAS   |
fulfillment:print_wave          | CRNAS   | CNS
fulfillment:counts              | CNS     | CNS
fulfillment:count               | CNS     | CNS
fulfillment:editions            | CNMS    |
fulfillment:edition             | CNMS    | CNMS
stock:expected                  | CRNAS   |
stock:expect                    | CNS     | CNS
stock:reschedule                | CNS     | CNS
stock:event                     | CNS     | CNS
stock:give_up                   | CNS     | CNS
stock:list                      | CRNAS   |
stock:open                      | CNS     | CNS
stock:shelf                     | CRNAS   |
stock:describe                  | CNS     | CNS
stock:entry                     | CNS     | CNS
jobs:list                       | CRNAEMS |
jobs:job                        | NAS     |
jobs:file                       |         |
jobs:cancel                     |         | NS
jobs:resume                     |         | NS
order:index                     | CRNAS   |
order:inspect                   | CRNAS   |
order:approve                   |         | CRNS
order:decline                   |         | CRNS
order:repeat_mail               |         | CNS
agency:index                    | CRNAS   |
agency:index_results            | CRNAS   |
agency:add                      | NS      | NS
agency:edit                     | NS      | NS
agency:delete                   | NS      | NS
agency:unchecked                | NS      |
agency:list                     |         | NS
agency:merge                    | NS      | NS
agency:history                  | NS      |
agency:history_results          | NS      |
agency:usage                    | NS      |
quantitylimit:index             | CRNAS   |
quantitylimit:index_results     | CRNAS   |
quantitylimit:add               | NS      | NS
quantitylimit:edit              | NS      | NS
quantitylimit:delete            | NS      | NS
quantitylimit:history           | NS      |
quantitylimit:history_results   | NS      |
quantitylimit:usage             | NS      |
limitexemption:index            | CRNAS   |
limitexemption:index_results    | CRNAS   |
limitexemption:add              | NS      | NS
limitexemption:edit             | NS      | NS
limitexemption:delete           | NS      | NS
limitexemption:history          | NS      |
limitexemption:history_results  | NS      |
limitexemption:usage            | NS      |
addressaccess:index             | NAS     |
addressaccess:index_results     | NAS     |
addressaccess:inspect           | NAS     |
addressaccess:anonymize         | NS      | NS
mail:index                      | CRNAS   |
mail:text                       | CRNAS   | NS
mail:restore                    |         | NS
baseline:index                  | AS      |
baseline:index_results          | AS      |
baseline:add                    | S       | S
baseline:edit                   |         |
baseline:delete                 |         |
baseline:history                | S       |
baseline:history_results        | S       |
baseline:usage                  |         |
baseline:inspect                | AS      |
"""


def _line(line: str) -> tuple[str, tuple[str, str]]:
    name, looks, acts = (part.strip() for part in line.split("|"))
    return name, (looks, acts)


DOORS = dict(map(_line, _TABLE.strip().splitlines()))
