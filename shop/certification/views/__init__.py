"""Pages of the register: what anyone may check and take away, and what the office keeps."""

from shop.certification.views import badge, decisions, duties, office, open_data, public

bps = (public.bp, badge.bp, open_data.bp, office.bp)

__all__ = ["decisions", "duties"]  # they add their pages to the office's
