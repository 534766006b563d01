"""Files as datasets: which are opened, safely, and what they say of their place."""
