import type { ShopHistory } from './model/shop-history';

export interface HistorySource {
  /**
   * Orders up to the last complete week.
   * @param today days since 1970 in the shop's time zone
   * @throws StoreError
   */
  read(today: number): Promise<ShopHistory>;
}
