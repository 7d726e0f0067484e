"""Pages of the market: home and list for people, and what machines ask for."""

from shop.search.views import machines, storefront

bps = [storefront.bp, machines.bp]
