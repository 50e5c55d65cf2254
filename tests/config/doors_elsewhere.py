"""Who gets past the doors that are not the warehouse's: catalog, search, pages, Wagtail's own.

Written as in doors.py, many names of one space in a line: `space: name name`; `=` for names that
have none, `wagtailadmin_` for those that begin so. S is the superuser. Two things of Wagtail's
are to be known: whoever works in the admin may look into its choosers and confirmation dialogs,
which change nothing; and an address that asks for each row, such as a bulk action, finds none here.
"""

from collections.abc import Iterator

_VOCABULARIES = "{topic,series,audience,language}"
_TABLE = """
= readings readings_results                                                  | EMS     |
= wagtail_bulk_action                                                        |         |
= test404/                                                                   | CRNAEMS |
= ^.*/$                                                                      | CRNAEMS | CRNAEMS
= read_again                                                                 |         | EMS
= search_index                                                               | EMS     | MS
judged: index index_results history history_results usage                    | EMS     |
judged: add edit delete                                                      | EMS     | EMS
wagtailsnippetchoosers_catalog_resource: choose choose_results chosen        | CRNAEMS |
wagtailsnippetchoosers_catalog_resource: chosen_multiple                     | CRNAEMS |
wagtailsnippetchoosers_catalog_resource: create                              | EMS     | EMS
wagtailsnippetchoosers_catalog_{topic,series,audience,language}: choose      | CRNAEMS |
wagtailsnippetchoosers_catalog_{topic,series,audience,language}: choose_results | CRNAEMS |
wagtailsnippetchoosers_catalog_{topic,series,audience,language}: chosen      | CRNAEMS |
wagtailsnippetchoosers_catalog_{topic,series,audience,language}: chosen_multiple | CRNAEMS |
wagtailsnippetchoosers_catalog_{topic,series,audience,language}: create      | EMS     | EMS
wagtailsnippets: index                                                       |         |
wagtailsnippets_catalog_resource: list list_results usage history            | EMS     |
wagtailsnippets_catalog_resource: history_results copy inspect               | EMS     |
wagtailsnippets_catalog_resource: revisions_view revisions_compare           | EMS     |
wagtailsnippets_catalog_resource: workflow_history workflow_history_detail   | EMS     |
wagtailsnippets_catalog_resource: add edit preview_on_add preview_on_edit    | EMS     | EMS
wagtailsnippets_catalog_resource: revisions_revert                           | EMS     | EMS
wagtailsnippets_catalog_resource: delete revisions_unschedule unpublish      | MS      | MS
wagtailsnippets_catalog_resource: workflow_action                            | MS      | MS
wagtailsnippets_catalog_resource: collect_workflow_action_data               | MS      | MS
wagtailsnippets_catalog_resource: lock                                       |         | MS
wagtailsnippets_catalog_resource: unlock                                     |         | S
wagtailsnippets_catalog_resource: confirm_workflow_cancellation              | CRNAEMS | CRNAEMS
wagtailsnippets_catalog_resource: workflow_preview                           | MS      |
wagtailsnippets_catalog_{topic,series,audience,language}: list list_results  | EMS     |
wagtailsnippets_catalog_{topic,series,audience,language}: usage history      | EMS     |
wagtailsnippets_catalog_{topic,series,audience,language}: history_results    | EMS     |
wagtailsnippets_catalog_{topic,series,audience,language}: add edit copy      | EMS     | EMS
wagtailsnippets_catalog_{topic,series,audience,language}: delete             | MS      | MS
workbench: overview queries query entries entry                              | EMS     |
workbench: measure act                                                       |         | EMS
workbench: edit add                                                          | EMS     | EMS
wagtailadmin_ home choose_page choose_page_child choose_page_search          | CRNAEMS |
wagtailadmin_ choose_page_chosen_multiple dismissibles block_preview         | CRNAEMS |
wagtailadmin_ password_reset_done password_reset_complete javascript_catalog | CRNAEMS |
wagtailadmin_ error_test choose_page_external_link choose_page_email_link    | CRNAEMS | CRNAEMS
wagtailadmin_ choose_page_phone_link choose_page_anchor_link                 | CRNAEMS | CRNAEMS
wagtailadmin_ tag_autocomplete account sprite password_reset                 | CRNAEMS | CRNAEMS
wagtailadmin_ password_reset_confirm                                         | CRNAEMS | CRNAEMS
wagtailadmin_ explore_root explore explore_results                           | EMS     |
wagtailadmin_ tag_model_autocomplete logout                                  |         |
wagtailadmin_ login                                                          |         | CRNAEMS
wagtailadmin_api:documents: listing                                          | CRNAEMS |
wagtailadmin_api:documents: detail find                                      |         |
wagtailadmin_api:images: listing                                             | CRNAEMS |
wagtailadmin_api:images: detail find                                         |         |
wagtailadmin_api:pages: listing                                              | CRNAEMS |
wagtailadmin_api:pages: detail                                               | EMS     |
wagtailadmin_api:pages: find action                                          |         |
wagtailadmin_collections: index                                              | S       |
wagtailadmin_collections: add edit delete set_privacy                        | S       | S
wagtailadmin_editing_sessions: ping release                                  |         | CRNAEMS
wagtailadmin_pages: add preview_on_add edit preview_on_edit view_draft       | EMS     | EMS
wagtailadmin_pages: add_subpage copy revisions_revert                        | EMS     | EMS
wagtailadmin_pages: type_use type_use_results usage search search_results    | EMS     |
wagtailadmin_pages: revisions_view revisions_compare workflow_history        | EMS     |
wagtailadmin_pages: workflow_history_detail history history_results          | EMS     |
wagtailadmin_pages: confirm_workflow_cancellation revisions_index            | CRNAEMS | CRNAEMS
wagtailadmin_pages: choose_parent                                            | CRNAEMS | CRNAEMS
wagtailadmin_pages: delete unpublish move workflow_action                    | MS      | MS
wagtailadmin_pages: collect_workflow_action_data set_privacy                 | MS      | MS
wagtailadmin_pages: revisions_unschedule                                     | MS      | MS
wagtailadmin_pages: convert_alias                                            |         |
wagtailadmin_pages: move_confirm                                             | CRNAEMS | MS
wagtailadmin_pages: set_page_position lock                                   |         | MS
wagtailadmin_pages: workflow_preview                                         | MS      |
wagtailadmin_pages: unlock                                                   |         | S
wagtailadmin_reports: locked_pages locked_pages_results                      | MS      |
wagtailadmin_reports: workflow workflow_results workflow_tasks               | EMS     |
wagtailadmin_reports: workflow_tasks_results aging_pages aging_pages_results | EMS     |
wagtailadmin_reports: page_types_usage page_types_usage_results              | EMS     |
wagtailadmin_reports: site_history site_history_results                      | CRNAEMS |
wagtailadmin_workflows: index index_results usage usage_results task_index   | S       |
wagtailadmin_workflows: task_index_results                                   | S       |
wagtailadmin_workflows: add disable edit add_task select_task_type edit_task | S       | S
wagtailadmin_workflows: disable_task                                         | S       | S
wagtailadmin_workflows: enable remove enable_task                            |         | S
wagtailadmin_workflows: task_chooser task_chooser_results                    | CRNAEMS |
wagtailadmin_workflows: task_chooser_create task_chosen                      | CRNAEMS | CRNAEMS
wagtaildocs: index index_results document_usage                              | EMS     |
wagtaildocs: add edit delete add_multiple                                    | EMS     | EMS
wagtaildocs: edit_multiple delete_multiple                                   |         | EMS
wagtaildocs: create_multiple_from_uploaded_document delete_upload_multiple   |         |
wagtaildocs_chooser: choose choose_results chosen chosen_multiple            | CRNAEMS |
wagtaildocs_chooser: create                                                  | EMS     | EMS
wagtailembeds: chooser chooser_upload                                        | CRNAEMS | CRNAEMS
wagtailimages: index index_results url_generator url_generator_output        | EMS     |
wagtailimages: image_usage                                                   | EMS     |
wagtailimages: edit delete preview add add_multiple                          | EMS     | EMS
wagtailimages: edit_multiple delete_multiple                                 |         | EMS
wagtailimages: create_multiple_from_uploaded_image delete_upload_multiple    |         |
wagtailimages_chooser: choose choose_results chosen chosen_multiple          | CRNAEMS |
wagtailimages_chooser: create                                                | EMS     | EMS
wagtailimages_chooser: select_format                                         | CRNAEMS | CRNAEMS
wagtailredirects: index index_results                                        | S       |
wagtailredirects: add edit delete start_import                               | S       | S
wagtailredirects: process_import                                             |         | S
wagtailsettings: edit preview_on_edit                                        |         |
wagtailsites: index index_results history history_results usage              | S       |
wagtailsites: add edit delete copy                                           | S       | S
wagtailusers_groups: index index_results history history_results usage       | S       |
wagtailusers_groups: add edit delete                                         | S       | S
wagtailusers_users: index index_results history history_results usage        | S       |
wagtailusers_users: add edit delete copy                                     | S       | S
"""


def _rows() -> Iterator[tuple[str, tuple[str, str]]]:
    for line in _TABLE.strip().splitlines():
        names, looks, acts = (part.strip() for part in line.split("|"))
        space, *leaves = names.split()
        for leaf in leaves:
            for name in _spelled("" if space == "=" else space, leaf):
                yield name, (looks, acts)


def _spelled(space: str, leaf: str) -> list[str]:
    if _VOCABULARIES not in space:
        return [space + leaf]
    return [space.replace(_VOCABULARIES, one) + leaf for one in _VOCABULARIES[1:-1].split(",")]


ELSEWHERE = dict(_rows())
