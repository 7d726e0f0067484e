"""Pages of the register: what anyone may check, and what the office keeps."""

from shop.certification.views import office, public

bps = (public.bp, office.bp)
