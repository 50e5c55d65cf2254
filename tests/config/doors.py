"""Who gets past the door of which address: the table that test_roles.py holds the admin to.

C clerks, R reviewers, N managers, A auditors, E editors, M moderators; an empty place lets nobody
of them in. First who may look (GET), then who may act (POST). `bulk` lets in whoever may look: its
steps ask for themselves. A look at an address that only acts leads back to what it is about.
"""

ROLES = {
    "C": "Fulfillment clerks",
    "R": "Reviewers",
    "N": "Managers",
    "A": "Auditors",
    "E": "Editors",
    "M": "Moderators",
}

_TABLE = """
fulfillment:queue               | CRNA |
fulfillment:shipments           | CRNA |
fulfillment:bulk_preview        | CRNA | CRNA
fulfillment:bulk_start          | CRNA | CRNA
fulfillment:desk                | CRNA |
fulfillment:order               | CRNA |
fulfillment:ask                 | CRN  | CRN
fulfillment:approve             | CRN  | CRN
fulfillment:hold                | CRN  | CRN
fulfillment:decline             | CRN  | CRN
fulfillment:allocate_waiting    |      | CN
fulfillment:allocate            | CN   | CN
fulfillment:cancel              | CN   | CN
fulfillment:pick                | CN   | CN
fulfillment:ship                | CN   | CN
fulfillment:cancel_shipment     | CN   | CN
fulfillment:return              | CN   | CN
fulfillment:packing_slip        | CRNA |
fulfillment:packing             | CN   | CN
fulfillment:command_sheet       | CN   |
fulfillment:waves               | CRNA |
fulfillment:choose_wave         | CN   | CN
fulfillment:wave                | CRNA |
fulfillment:start_wave          | CN   | CN
fulfillment:pick_wave           | CN   | CN
fulfillment:short_pick          | CN   | CN
fulfillment:cancel_wave         | CN   | CN
fulfillment:pick_list           | CRNA |
fulfillment:print_wave          | CRNA | CN
fulfillment:counts              | CN   | CN
fulfillment:count               | CN   | CN
fulfillment:editions            | CNM  |
fulfillment:edition             | CNM  | CNM
stock:expected                  | CRNA |
stock:expect                    | CN   | CN
stock:reschedule                | CN   | CN
stock:event                     | CN   | CN
stock:give_up                   | CN   | CN
stock:list                      | CRNA |
stock:open                      | CN   | CN
stock:shelf                     | CRNA |
stock:describe                  | CN   | CN
stock:entry                     | CN   | CN
jobs:list                       | CRNAEM |
jobs:job                        | NA   |
jobs:file                       |      |
jobs:cancel                     |      | N
jobs:resume                     |      | N
order:index                     | CRNA |
order:inspect                   | CRNA |
order:approve                   |      | CRN
order:decline                   |      | CRN
order:repeat_mail               |      | CN
agency:index                    | CRNA |
agency:index_results            | CRNA |
agency:add                      | N    | N
agency:edit                     | N    | N
agency:delete                   | N    | N
agency:unchecked                | N    |
agency:list                     |      | N
agency:merge                    | N    | N
agency:history                  | N    |
agency:history_results          | N    |
agency:usage                    | N    |
quantitylimit:index             | CRNA |
quantitylimit:index_results     | CRNA |
quantitylimit:add               | N    | N
quantitylimit:edit              | N    | N
quantitylimit:delete            | N    | N
quantitylimit:history           | N    |
quantitylimit:history_results   | N    |
quantitylimit:usage             | N    |
limitexemption:index            | CRNA |
limitexemption:index_results    | CRNA |
limitexemption:add              | N    | N
limitexemption:edit             | N    | N
limitexemption:delete           | N    | N
limitexemption:history          | N    |
limitexemption:history_results  | N    |
limitexemption:usage            | N    |
addressaccess:index             | NA   |
addressaccess:index_results     | NA   |
addressaccess:inspect           | NA   |
addressaccess:anonymize         | N    | N
mail:index                      | CRNA |
mail:text                       | CRNA | N
mail:restore                    |      | N
baseline:index                  | A    |
baseline:index_results          | A    |
baseline:add                    |      |
baseline:edit                   |      |
baseline:delete                 |      |
baseline:history                |      |
baseline:history_results        |      |
baseline:usage                  |      |
baseline:inspect                | A    |
"""


def _line(line: str) -> tuple[str, tuple[str, str]]:
    name, looks, acts = (part.strip() for part in line.split("|"))
    return name, (looks, acts)


DOORS = dict(map(_line, _TABLE.strip().splitlines()))

# Addresses that are not the warehouse's, by the name of their space: catalog, search, pages and
# Wagtail's own. Editors' and moderators' permissions, and Wagtail's, decide about them.
ELSEWHERE = (
    "wagtail",
    "workbench:",
    "judged:",
    "readings",
    "read_again",
    "search_index",
)
