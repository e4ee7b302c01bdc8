import type { Transaction } from '#database/queries';

/**
 * Whose password somebody else has set may no longer ask and approve: whoever set it knows it, and an administrator could be
 * both persons that it takes. The operator names the person once more.
 * @throws StoreError
 */
export async function removeNamed(transaction: Transaction, account: number): Promise<void> {
  await transaction.write('DELETE FROM reveal_persons WHERE account_id = ?', [account]);
}
