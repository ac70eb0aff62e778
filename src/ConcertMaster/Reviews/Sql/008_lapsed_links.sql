-- What was used longer ago than a link lasts is forgotten with the next one: it would be refused as lapsed.
grant delete on app.review_links_used to concertmaster_requests;
