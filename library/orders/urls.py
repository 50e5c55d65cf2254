"""Addresses of ordering."""

from django.urls import path

from library.orders.views import basket, checkout, directory, following, notices

app_name = "orders"
urlpatterns = [
    path("basket/", basket.show_basket, name="basket"),
    path("basket/add/", basket.add_to_basket, name="basket_add"),
    path("basket/update/", basket.update_basket, name="basket_update"),
    path("order/agencies/", directory.agencies, name="agencies"),
    path("order/delivery/", checkout.delivery, name="delivery"),
    path("order/check/", checkout.check, name="check"),
    path("notices/sent/", notices.sent, name="notice_sent"),
    path("notices/confirm/<str:token>/", notices.confirm, name="notice_confirm"),
    path("notices/stop/<str:token>/", notices.stop, name="notice_stop"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("orders/<uuid:token>/placed/", following.placed, name="placed"),
    path("orders/<uuid:token>/", following.follow, name="follow"),
    path("orders/<uuid:token>/answer/", following.answer, name="answer"),
]
