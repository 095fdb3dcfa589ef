"""From a declared source to stored documents: listings asked, pages fetched, archived and read."""
