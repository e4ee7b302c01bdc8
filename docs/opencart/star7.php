<?php

/**
 * Gives Star7 the orders of an OpenCart shop (versions 2, 3 and 4; PHP 7.2 and later), which has no
 * interface for them. Reads, and never writes.
 *
 * Put this file beside the shop's config.php, write a long random secret below (32 characters or more; `openssl rand -hex 32`),
 * and enter the same secret in Star7. Only over HTTPS.
 */

declare(strict_types=1);

const STAR7_SECRET = '';
const STAR7_LIMIT = 100;

header('Content-Type: application/json; charset=utf-8');
header('Cache-Control: no-store');
ini_set('display_errors', '0');

function star7_refuse(int $status, string $error): void
{
    http_response_code($status);
    echo json_encode(['error' => $error]);
    exit;
}

/** Rows of a prepared statement: values never become a part of SQL. */
function star7_rows(mysqli $database, string $sql, string $types, array $values): array
{
    $statement = $database->prepare($sql);
    if ($values !== []) {
        $statement->bind_param($types, ...$values);
    }
    $statement->execute();

    return $statement->get_result()->fetch_all(MYSQLI_ASSOC);
}

if (strlen(STAR7_SECRET) < 32) {
    star7_refuse(503, 'no-secret');
}
// Of one length, whatever was given, and compared in constant time.
$given = hash('sha256', (string) ($_SERVER['HTTP_X_STAR7_KEY'] ?? ''));
if (!hash_equals(hash('sha256', STAR7_SECRET), $given)) {
    star7_refuse(401, 'wrong-key');
}

$id = (string) ($_GET['id'] ?? '');
$since = (string) ($_GET['since'] ?? '');
$after = (string) ($_GET['after'] ?? '0');
$byId = $id !== '';
if ($byId ? preg_match('/^\d{1,10}$/D', $id) !== 1
    : preg_match('/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/D', $since) !== 1 || preg_match('/^\d{1,10}$/D', $after) !== 1) {
    star7_refuse(400, 'wrong-parameters');
}

require __DIR__ . '/config.php';

// Of the site's own file; it is still no text for a statement unless it looks like a prefix.
if (preg_match('/^\w*$/D', DB_PREFIX) !== 1) {
    star7_refuse(500, 'wrong-prefix');
}

try {
    mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    $port = defined('DB_PORT') ? (int) constant('DB_PORT') : 3306;
    $database = new mysqli(DB_HOSTNAME, DB_USERNAME, DB_PASSWORD, DB_DATABASE, $port);
    $database->set_charset('utf8mb4');
    $database->begin_transaction(MYSQLI_TRANS_START_READ_ONLY);

    $p = DB_PREFIX;
    $columns = 'o.order_id, o.firstname, o.lastname, o.email, o.telephone, o.comment, o.total, o.currency_code, '
        . 'o.currency_value, o.date_added, o.date_modified, o.payment_method, o.shipping_method, o.shipping_address_1, '
        . 'o.shipping_address_2, o.shipping_city, o.shipping_postcode, o.shipping_zone, '
        . 's.name AS status, c.iso_code_2 AS country';
    // Without a status: somebody has begun an order and not finished it.
    $from = "FROM `{$p}order` o"
        . " LEFT JOIN `{$p}order_status` s ON s.order_status_id = o.order_status_id AND s.language_id = o.language_id"
        . " LEFT JOIN `{$p}country` c ON c.country_id = o.shipping_country_id"
        . ' WHERE o.order_status_id > 0';
    $orders = $byId
        ? star7_rows($database, "SELECT $columns $from AND o.order_id = ?", 'i', [(int) $id])
        : star7_rows(
            $database,
            "SELECT $columns $from AND (o.date_modified > ? OR (o.date_modified = ? AND o.order_id > ?))"
                . ' ORDER BY o.date_modified, o.order_id LIMIT ' . STAR7_LIMIT,
            'ssi',
            [$since, $since, (int) $after]
        );

    foreach ($orders as &$order) {
        $key = [(int) $order['order_id']];
        $products = star7_rows(
            $database,
            'SELECT order_product_id, name, model, quantity, price, total'
                . " FROM `{$p}order_product` WHERE order_id = ? ORDER BY order_product_id",
            'i',
            $key
        );
        $options = star7_rows(
            $database,
            "SELECT order_product_id, name, value FROM `{$p}order_option` WHERE order_id = ? ORDER BY order_option_id",
            'i',
            $key
        );
        foreach ($products as &$product) {
            $own = [];
            foreach ($options as $option) {
                if ($option['order_product_id'] === $product['order_product_id']) {
                    $own[] = $option['name'] . ': ' . $option['value'];
                }
            }
            $product['options'] = implode(', ', $own);
        }
        unset($product);
        $order['products'] = $products;
    }
    unset($order);
    $database->rollback();
} catch (Throwable $error) {
    // A message of the database may quote what was asked for.
    star7_refuse(500, 'database');
}

// What was asked is signed too: an answer to another request is none.
$payload = json_encode(
    ['asked' => $byId ? "id=$id" : "since=$since&after=$after", 'orders' => $orders],
    JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE
);
if ($payload === false) {
    star7_refuse(500, 'json');
}
echo json_encode(['payload' => $payload, 'signature' => hash_hmac('sha256', $payload, STAR7_SECRET)]);
