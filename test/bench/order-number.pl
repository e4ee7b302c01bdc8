#!/usr/bin/perl
# Variant (b): an AGI script as it is commonly found. Asterisk starts it anew for each call; it reads AGI's greeting,
# asks the database for the number of the manager's own open order, and leaves it in a channel variable.
use strict;
use warnings;
use DBI;

$| = 1;
my ($extension, $order) = @ARGV;
while (<STDIN>) { last if /^\s*$/ }

my $dbh = DBI->connect('DBI:MariaDB:database=@DATABASE@;host=127.0.0.1;port=@PORT@', '@USER@', '@PASSWORD@',
    { RaiseError => 1 });
my ($number) = $dbh->selectrow_array(
    'SELECT phone FROM plain_orders WHERE manager_extension = ? AND status = ? AND order_number = ?',
    undef, $extension, 'open', $order);
$dbh->disconnect;

print 'SET VARIABLE NUMBER "' . ($number // '') . "\"\n";
<STDIN>;
