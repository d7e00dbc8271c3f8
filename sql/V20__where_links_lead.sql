-- Where the pages of links lead. Null: to the origin of redirect_url.
alter table servers add column home_url text;

comment on column servers.home_url is 'First page of the web application, or a link that opens its app: the pages of links lead there. Null: the origin of redirect_url, if there is one.';
comment on column servers.redirect_url is 'Where the browser goes after an activation, a new password or a new address: a page, or a link that opens an app. Null: our own page.';
