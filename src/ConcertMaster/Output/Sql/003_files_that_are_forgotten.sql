-- Files about somebody who was erased go with them.
grant delete on app.files, app.file_contents to concertmaster_requests;
