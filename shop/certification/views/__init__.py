"""Pages of the register: what anyone may check and take away, and what the office keeps."""

from shop.certification.views import badge, office, open_data, public

bps = (public.bp, badge.bp, open_data.bp, office.bp)
