"""Editorial pages: home, about, topic landings."""
