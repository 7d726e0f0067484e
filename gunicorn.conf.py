"""How the web server runs the shop; further options may be given on its command line."""

wsgi_app = "wsgi:app"
# Loaded before the workers are: a wrong setting then stops the start, in one line.
preload_app = True
worker_class = "gthread"
threads = 8
loglevel = "warning"
graceful_timeout = 10
# The shop itself reads X-Forwarded headers, from as many proxies as TRUSTED_PROXIES says.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
# A socket in the home folder would be shared by all instances on a machine.
control_socket_disable = True
