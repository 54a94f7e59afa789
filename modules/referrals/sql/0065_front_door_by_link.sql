-- Who writes by a link reads the number of children's social care too: the words of the pack are public.
grant select on content_row to breakwater_sign_in;
