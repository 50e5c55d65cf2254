"""Addresses of ordering."""

from django.urls import path

from library.orders.views import basket, checkout, directory, following

app_name = "orders"
urlpatterns = [
    path("basket/", basket.show_basket, name="basket"),
    path("basket/add/", basket.add_to_basket, name="basket_add"),
    path("basket/update/", basket.update_basket, name="basket_update"),
    path("order/agencies/", directory.agencies, name="agencies"),
    path("order/delivery/", checkout.delivery, name="delivery"),
    path("order/check/", checkout.check, name="check"),
    path("orders/<uuid:token>/placed/", following.placed, name="placed"),
    path("orders/<uuid:token>/", following.follow, name="follow"),
    path("orders/<uuid:token>/answer/", following.answer, name="answer"),
]
